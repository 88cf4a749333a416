/** 统计: the figures of what was done, as pictures that are read without colours and as tables. */
import { expect, test } from 'vitest';
import { type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

export function figures(office: () => Office): void {
  test('a chief sees within five minutes what was opened, where it stands, and takes it away', async () => {
    await openCase(office(), 81);
    await office().cloud.move('PT6M');
    const desk = await office().desk('赵明远');
    const { page, open, complaints } = desk;
    await open('/statistics');
    const months = page.getByRole('region', { name: '每月受理与办结' });
    await months.getByRole('img', { name: /^每月受理与办结/ }).waitFor();
    await months.getByText('看表格').click();
    const row = months.getByRole('row', { name: /2026 年 3 月/ });
    expect(Number((await row.getByRole('cell').first().innerText()).replaceAll(',', ''))).toBeGreaterThan(0);
    const where = page.getByRole('region', { name: '在办案件停在哪里' });
    // Each look has a pattern of its own and its word.
    for (const word of ['等我们', '等参保人', '等时间或财政']) await where.getByText(word).first().waitFor();
    expect(await where.locator('svg pattern').count()).toBeGreaterThan(0);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载 Excel' }).click();
    expect((await download).suggestedFilename()).toMatch(/^统计 .*\.xlsx$/);
    await expectGood(desk, 'statistics');
    expect(complaints).toEqual([]);
  });
}
