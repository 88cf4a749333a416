/** 待认领: what was collected and no case has, at a desk. */
import { expect, test } from 'vitest';
import { openDesk } from '../../../infra/local/desk/desk.ts';
import { idNumber, type Office, openCase } from '../office.ts';

export function unallocated(office: () => Office): void {
  test('a payment without a case is listed with its reason, is given to no case that does not wait, and goes into a refund', async () => {
    const { cloud } = office();
    const tax = openDesk(cloud.url, () => cloud.token({ sub: 'tax-hall', role: 'tax', regions: ['141181'] }));
    const body = { voucherNumber: 'V-NOBODY-1', idNumber: idNumber(61), region: '141181', coverageYear: 2026 };
    await tax.ask('recordPayment', { body: { ...body, amount: '1100.00', collectedOn: '2026-03-10' } });
    const other = await openCase(office(), 62);

    const { page, complaints } = await office().desk('李文静');
    await page.getByRole('link', { name: '待认领缴费' }).click();
    const row = page.getByRole('row', { name: /V-NOBODY-1/ });
    await row.getByText('1100.00').waitFor();
    await row.getByText('没有此人的在办案件').waitFor();
    await row.getByLabel('分配给案件').fill(other);
    await row.getByRole('button', { name: '分配' }).click();
    await row.getByRole('alert').getByText('不是同一个人').waitFor();
    await row.getByRole('link', { name: '办理退费' }).click();
    await page.getByRole('heading', { name: /新建/, level: 1 }).waitFor();
    expect(await page.locator('input[value="V-NOBODY-1"]').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
}
