/** A new version of a policy table: handed in, its effect listed, approved by a second officer, published. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Office, openCase } from '../office.ts';
import { atHand, codesOn, expectGood } from './pages.ts';

const DRAFTS = '/policies/141181/2026/drafts';
const tableSchema = z.looseObject({ revision: z.number() });

export function policies(office: () => Office): void {
  test('is published by one officer after another has approved it with the list of what it does', async () => {
    await openCase(office(), 70);
    const zhou = await office().desk('周正');
    const { page } = zhou;
    await zhou.open('/policies/141181/2026');
    await page.getByRole('region', { name: '缴费指引', exact: true }).waitFor();
    expect(await codesOn(page)).toEqual([]);
    await page.getByRole('link', { name: '草案与发布' }).click();
    await page.getByText('技术细节：用政策表的文件提交').press('Enter');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载现行政策表' }).click();
    const table = tableSchema.parse(JSON.parse(await readFile(await (await download).path(), 'utf8')));
    const upload = (changed: object) =>
      page.getByLabel('上传草案').setInputFiles({
        name: '2026.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(changed)),
      });
    await upload({ ...table, period: {} });
    await page.getByRole('alert').getByText('没有收下').waitFor();
    // From a day on that no other scene comes to.
    const text = JSON.stringify({ ...table, inForceFrom: '2030-01-01', why: '调整个人缴费标准' });
    await upload(JSON.parse(text.replace('"400.00 @XY-02"', '"420.00 @XY-02"')));

    const card = page.getByRole('region', { name: /^草案 2030-01-01/ });
    await card.getByText('420.00 元').waitFor();
    await card.getByRole('button', { name: '计算影响名单' }).click();
    await card.getByText('待另一人同意').waitFor();
    await card.getByText('请另一名政策人员看过名单后同意').waitFor();
    expect(await atHand(page)).toBe('影响名单');
    await card.getByText('逐件查看').click();
    await card.getByText('1,120.00 元').first().waitFor();
    await card.getByText('与引文不符：引文写的是 400 元').first().waitFor();
    await expectGood(zhou, 'drafts');
    expect(await codesOn(page)).toEqual([]);

    const wu = await office().desk('吴敏');
    await wu.open('/policies');
    await wu.page.getByTitle(/份草案待我同意/).waitFor();
    const estimate = wu.page.getByRole('link', { name: /^政策试算\s*（孝义市/ }).first();
    expect(await estimate.getAttribute('href')).toBe('/estimate/141181');
    await wu.page.getByText('由 周正 提交').first().waitFor();
    await wu.page.getByRole('listitem').filter({ hasText: '待我同意' }).getByRole('link').first().click();
    await wu.page.getByLabel('意见').fill('已逐件核对');
    await wu.page.getByRole('button', { name: '看过名单，同意' }).click();
    await wu.page.getByText('待发布').waitFor();
    await expect.poll(() => atHand(wu.page)).toContain('自 2030-01-01 起施行');
    await zhou.open(DRAFTS);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await card.getByText('已发布', { exact: true }).waitFor();
    expect([zhou.complaints, wu.complaints].flat().filter((line) => !line.includes('422'))).toEqual([]);
  });
}
