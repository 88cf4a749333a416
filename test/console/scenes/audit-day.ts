/** 一天的记录: what happened on a day, and the digest that an auditor keeps of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dateOfInstant } from '../../../functions/domain/calendar.ts';
import { type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

const clockSchema = z.object({ now: z.number() });

export function auditedDays(office: () => Office): void {
  test('an auditor writes down the digest of yesterday, takes the records, and sees years later that they are the same', async () => {
    const caseId = await openCase(office(), 83);
    const { now } = clockSchema.parse(await (await fetch(`${office().cloud.url}/_local/clock`)).json());
    const day = dateOfInstant(now);
    const desk = await office().desk('钱慎之');
    const { page, open, complaints } = desk;
    const card = page.getByRole('region', { name: '当天的摘要（SHA-256）' });
    await office().cloud.move('PT6M');
    await open(`/audit?region=141181&day=${day}`);
    await card.getByText('现在的摘要还会变').waitFor();
    await office().cloud.move('P1DT2H');
    await open('/audit?region=141181');
    await page.getByLabel('日期').fill(day);
    await card.getByText('记录已经登齐').waitFor();
    await page.getByRole('link', { name: caseId }).first().waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载当天的记录' }).click();
    const digest = createHash('sha256')
      .update(readFileSync(await (await download).path()))
      .digest('hex');
    await page.getByLabel('核对以前抄录的摘要').fill(digest.replaceAll(/(.{8})/g, '$1 '));
    await card.getByText('一致：当天的记录与抄录时相同。').waitFor();
    await page.getByLabel('核对以前抄录的摘要').fill(digest.replace(/^./, 'x'));
    await card.getByText('不一致').waitFor();
    await page.getByLabel('只看').selectOption({ label: '受理' });
    await page
      .getByRole('table', { name: /的记录，按时间/ })
      .getByRole('row')
      .nth(1)
      .getByText('受理')
      .waitFor();
    await expectGood(desk, 'audit');
    expect(complaints).toEqual([]);
  });
}
