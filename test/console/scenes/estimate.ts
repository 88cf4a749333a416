/** 政策试算, as a resident has it on a phone: nobody signs in. */
import { expect, test } from 'vitest';
import { collectComplaints } from '../browser.ts';
import type { Office } from '../office.ts';
import { violations } from './pages.ts';
import { readPdf } from './papers.ts';

export function estimates(office: () => Office): void {
  test('on a phone of 390 pixels it leads from the region to the result, which prints on one page', async () => {
    const { browser, cloud } = office();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    const expectGood = async (where: string) => {
      const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect({ where, wider, violations: await violations(page) }).toEqual({ where, wider: 0, violations: [] });
    };
    await page.goto(`${cloud.url}/estimate`);
    await page.getByRole('link', { name: '孝义市' }).click();
    await page.getByRole('link', { name: /^参保缴费和补缴/ }).click();
    await page.getByLabel('以前的参保情况').selectOption({ label: '断了 1 年' });
    await expectGood('form');
    await page.getByRole('button', { name: '查看结果' }).click();
    const told = page.getByRole('definition');
    await told.filter({ hasText: '1,100.00 元' }).waitFor();
    await told.filter({ hasText: '4 个月（文件规定不低于该期限）' }).waitFor();
    await page.getByRole('button', { name: '打印（一页）' }).waitFor();
    await expectGood('result');
    expect(new URL(page.url()).search).toBe('');
    const { sizes } = readPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(sizes).toEqual(['0 0 595 842']);
    expect(complaints).toEqual([]);
  });
}
