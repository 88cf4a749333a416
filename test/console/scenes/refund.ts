/** A refund: two payments found, one given back, seen by two pairs of eyes. */
import { expect, test } from 'vitest';
import { type Desk, idNumber, importPayments, type Office } from '../office.ts';

const agree = async ({ page }: Desk, task: string) => {
  const panel = page.getByRole('region', { name: '办理' });
  await panel.getByRole('heading', { name: `办理：${task}` }).waitFor();
  for (const box of await panel.getByRole('checkbox').all()) await box.check();
  await panel.getByRole('button', { name: '同意', exact: true }).click();
};

export function refunds(office: () => Office): void {
  test('is opened from the payments that are found, and the second reviewer has to be another person', async () => {
    await importPayments(office(), 30, ['V-30-kept', 'V-30-twice']);
    const li = await office().desk('李文静');
    const { page } = li;
    await li.open('/new/refund');
    await page.getByLabel('姓名').fill('郭长河');
    await page.getByLabel('证件号码').fill(idNumber(30));
    await page.getByRole('button', { name: '填入凭证 V-30-kept' }).click();
    await page.getByRole('button', { name: '填入凭证 V-30-twice' }).click();
    await page.getByLabel('参保年度').fill('2026');
    await page.getByLabel('退费事由').selectOption({ label: '重复缴费' });
    await page.getByLabel('申请人').selectOption({ label: '缴费人' });
    await page.getByRole('region', { name: '试算结果' }).getByText('400.00 元').first().waitFor();
    await page.getByLabel('种类').selectOption({ label: '银行卡' });
    await page.getByLabel('户名').fill('郭长河');
    await page.getByLabel('开户银行').fill('孝义农商银行');
    await page.getByLabel('账号').fill('6228480402564890018');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.waitForURL(/\/cases\/R141181-2026-/);
    const caseId = page.url().split('/').at(-1) ?? '';

    await agree(li, '核定');
    await agree(li, '初审');
    // Who reviewed first is told why the second review is somebody else's.
    await page
      .getByRole('status')
      .filter({ hasText: /另|他人|本人|同一/ })
      .first()
      .waitFor();

    const zhao = await office().desk('赵明远');
    await zhao.page.getByRole('row', { name: caseId }).getByRole('link').click();
    await agree(zhao, '复核');
    await zhao.page.getByRole('region', { name: '下一步' }).getByText('等待：财政退库').waitFor();
    expect([...li.complaints, ...zhao.complaints]).toEqual([]);
  });
}
