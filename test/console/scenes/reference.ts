/** 接口说明: the API's description for whoever writes a program. */
import { expect, test } from 'vitest';
import { collectComplaints } from '../browser.ts';
import { type Office, signIn } from '../office.ts';
import { expectGood } from './pages.ts';

export function references(office: () => Office): void {
  test('is read without a sign-in, asks no other address, and is tried with the token of a practice', async () => {
    const { browser, cloud } = office();
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN' });
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(cloud.url)) elsewhere.push(request.url());
    });
    const open = async (path: string) => {
      await page.goto(`${cloud.url}/console${path}`);
      await page.getByText('listBatches', { exact: true }).waitFor();
    };
    await open('/reference');
    await page.getByText('Problem codes, and what to do about each').click();
    await page.getByText('case_already_open').first().waitFor();
    await expectGood({ page, context, complaints, open }, 'reference', true);
    await page.getByRole('link', { name: '登录取得令牌' }).click();
    await signIn(page, '孙雅琴');
    await page.getByText('演示令牌').waitFor();
    await page.getByText('listBatches', { exact: true }).click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.responses-table.live-responses-table').getByText('200').first().waitFor();
    expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
  });
}
