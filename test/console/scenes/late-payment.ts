/** From the form to benefits, and what is kept when a session ends on the way. */
import { expect, test } from 'vitest';
import { type Desk, idNumber, type Office, openCase, signIn } from '../office.ts';

const moveSlider = async ({ page }: Desk, days: number) => {
  await page.getByLabel('把时间往后拨的天数').fill(String(days));
  await page.getByRole('button', { name: '拨动' }).click();
  // All that is done every day is done on each of them.
  await page.getByRole('button', { name: '拨动', disabled: true }).waitFor();
};

/** Fills in the form of a late payment. */
async function fillForm({ page, open }: Desk, sequence: number): Promise<void> {
  await open('/new/late-payment');
  await page.getByLabel('姓名').fill('郭长河');
  await page.getByLabel('证件号码').fill(idNumber(sequence));
  await page.getByLabel('参保年度 必填').fill('2026');
  await page.getByLabel('已参保年度').fill('2025');
}

async function settleAll({ page }: Desk): Promise<void> {
  const panel = page.getByRole('region', { name: '办理' });
  await panel.waitFor();
  // What is confirmed is said in words, not as a table's file writes it.
  expect((await panel.locator('.settle strong').allInnerTexts()).filter((said) => /[a-z]{2,}/i.test(said))).toEqual([]);
  for (const box of await panel.getByRole('checkbox').all()) await box.check();
}

export function latePayments(office: () => Office): void {
  test('a late payment goes from the form to benefits, in moved time', async () => {
    const li = await office().desk('李文静');
    const { page } = li;
    await fillForm(li, 1);
    const assessed = page.getByRole('region', { name: '试算结果' });
    await assessed.getByText('1,100.00 元').waitFor();
    await assessed.getByText('2026-06-10').waitFor();
    await assessed.getByText('XY-23').first().waitFor();
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.waitForURL(/\/cases\/L141181-2026-/);
    const caseId = page.url().split('/').at(-1) ?? '';

    await settleAll(li);
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByRole('region', { name: '下一步' }).getByText('等待：缴费').waitFor();
    await page.getByText(/^应缴 400.00 \+ 700.00 = 1,100.00 元，因错过 2026-02-25 截止的集中缴费期，/).waitFor();
    await page
      .getByText(/李文静 于 .* 确认/)
      .first()
      .waitFor();

    const tax = await office().desk('陈晓燕');
    await tax.page.getByRole('row', { name: caseId }).getByText('1,100.00').waitFor();
    await tax.page.getByLabel('证件号码').fill(idNumber(1));
    await tax.page.getByLabel('参保年度').fill('2026');
    await tax.page.getByLabel('凭证号').fill('V-console-1');
    await tax.page.getByLabel('金额（元）').fill('1100.00');
    await tax.page.getByLabel('征收日期').fill('2026-03-10');
    await tax.page.getByRole('button', { name: '确认缴费' }).click();
    await tax.page.getByText('凭证 V-console-1 已登记').waitFor();

    await page.reload();
    await page.getByRole('region', { name: '下一步' }).getByText('等待：待遇等待期满').waitFor();
    await moveSlider(li, 93);
    await page.getByText('已办结：已参保').waitFor();
    await page.getByText('城乡居民基本医疗保险办结通知').waitFor();
    await page.getByRole('list', { name: '办理进度' }).getByText('享受待遇，已办').waitFor();
    await page.getByText('流程的每一步').click();
    await page.getByRole('region', { name: '流程', exact: true }).getByText('已参保（已到这里）').waitFor();
    expect(await page.locator('g.state').count()).toBeGreaterThan(15);
    expect(await page.locator('g.now').getAttribute('id')).toBe('Insured');
    expect(await page.locator('g.done').count()).toBeGreaterThan(8);
    expect([...li.complaints, ...tax.complaints]).toEqual([]);
  });

  test('both readings of a text that has two are shown side by side, before anything is stored', async () => {
    const { page, open } = await office().desk('李文静');
    await open('/new/late-payment');
    await page.getByLabel('参保年度 必填').fill('2026');
    await page.getByLabel('断保年度').fill('2023、2024、2025');
    const readings = page.getByRole('region', { name: '两种读法的结果' });
    const waits = readings.locator('tbody tr').filter({ hasText: '等待期' }).getByRole('cell');
    await waits.first().waitFor();
    expect((await waits.allInnerTexts()).map((text) => text.slice(0, 4))).toEqual(['6 个月', '4 个月']);
    await page.getByText('政策表未规定').waitFor();
  });

  test('a form that is half filled in is still there after the session ended and one signed in again', async () => {
    const desk = await office().desk('李文静');
    const { page, context } = desk;
    await fillForm(desk, 2);
    // The issuer forgets the person, and the token becomes worthless.
    await context.clearCookies();
    await page.route('**/issuer/token', (route) => {
      const refreshes = route.request().postData()?.includes('refresh_token=') === true;
      return refreshes ? route.fulfill({ status: 400, json: { error: 'invalid_grant' } }) : route.continue();
    });
    // What the page asks by itself would find it out as well: here it is to be the form.
    await page.route(/\/(tasks[?/]|trials|assessments\/|payments\/search)/, (route) => route.abort());
    await office().cloud.move('P1D');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '登录已到期' });
    const opened = context.waitForEvent('page');
    await dialog.getByRole('button', { name: '重新登录' }).click();
    const popup = await opened;
    await signIn(popup, '李文静');
    await page.waitForURL(/\/cases\/L141181-2026-/);
    expect(popup.isClosed() || (await popup.waitForEvent('close'))).toBeTruthy();
  });

  test('a token that has run out is renewed without a word, where the issuer still knows the person', async () => {
    const desk = await office().desk('李文静');
    await office().cloud.move('P1D');
    await desk.page.getByRole('link', { name: '案件' }).click();
    await desk.page.getByRole('heading', { name: '案件' }).waitFor();
    await desk.page.getByRole('table').waitFor();
    expect(await desk.page.getByRole('dialog').count()).toBe(0);
  });

  test('an id number is shown in full only for a reason, which is then in the case', async () => {
    const caseId = await openCase(office(), 8);
    const { page, open } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    expect(await page.content()).not.toContain(idNumber(8));
    await page.getByRole('button', { name: '查看证件号码' }).click();
    const dialog = page.getByRole('dialog', { name: '查看证件号码' });
    expect(await dialog.getByRole('button', { name: '查看', exact: true }).isDisabled()).toBe(true);
    await dialog.getByLabel('原因').fill('与户口簿核对');
    await dialog.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(idNumber(8)).waitFor();
    await page.getByText('操作记录').click();
    await page.getByText('查看身份信息').waitFor();
    await page.getByText('与户口簿核对').waitFor();
  });
}
