/** The console at work, in a real browser through the whole local cloud. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, idNumber, type Office, openCase, openOffice, PATIENCE_MS, signIn } from './office.ts';

let office: Office;
let li: Desk;
beforeAll(async () => {
  office = await openOffice();
  li = await office.desk('李文静');
}, PATIENCE_MS);
afterAll(() => office?.close());

const moveSlider = async ({ page }: Desk, days: number) => {
  await page.getByLabel('把时间往后拨的天数').fill(String(days));
  await page.getByRole('button', { name: '拨动' }).click();
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
  for (const box of await panel.getByRole('checkbox').all()) await box.check();
}

test('a late payment goes from the form to benefits, in moved time', { timeout: PATIENCE_MS }, async () => {
  const { page } = li;
  await fillForm(li, 1);
  const assessed = page.getByRole('region', { name: '试算结果' });
  await assessed.getByText('1100.00 元').waitFor();
  await assessed.getByText('2026-06-10').waitFor();
  await assessed.getByText('XY-23').first().waitFor();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await page.waitForURL(/\/cases\/L141181-2026-/);
  const caseId = page.url().split('/').at(-1) ?? '';

  await settleAll(li);
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('region', { name: '下一步' }).getByText('等待:缴费').waitFor();
  await page
    .getByText(/caseworker-li 于 .* 确认/)
    .first()
    .waitFor();

  const tax = await office.desk('陈晓燕');
  await tax.page.getByRole('row', { name: caseId }).getByText('1100.00').waitFor();
  await tax.page.getByLabel('证件号码').fill(idNumber(1));
  await tax.page.getByLabel('参保年度').fill('2026');
  await tax.page.getByLabel('凭证号').fill('V-console-1');
  await tax.page.getByLabel('金额(元)').fill('1100.00');
  await tax.page.getByLabel('征收日期').fill('2026-03-10');
  await tax.page.getByRole('button', { name: '确认缴费' }).click();
  await tax.page.getByText('凭证 V-console-1 已登记').waitFor();

  await page.reload();
  await page.getByRole('region', { name: '下一步' }).getByText('等待:待遇等待期满').waitFor();
  await moveSlider(li, 93);
  await page.getByText('已办结:已参保').waitFor();
  await page.getByText('城乡居民基本医疗保险办结通知').waitFor();
  await page.getByRole('region', { name: '流程', exact: true }).getByText('已参保(已到这里)').waitFor();
  expect(await page.locator('g.state').count()).toBeGreaterThan(15);
  expect(await page.locator('g.now').getAttribute('id')).toBe('Insured');
  expect(await page.locator('g.done').count()).toBeGreaterThan(8);
  expect([...li.complaints, ...tax.complaints]).toEqual([]);
});

test('a form that is half filled in is still there after the session ended and one signed in again', {
  timeout: PATIENCE_MS,
}, async () => {
  const desk = await office.desk('李文静');
  const { page, context } = desk;
  await fillForm(desk, 2);
  // The issuer forgets the person, and the token becomes worthless.
  await context.clearCookies();
  await page.route('**/issuer/token', (route) => {
    const refreshes = route.request().postData()?.includes('refresh_token=') === true;
    return refreshes ? route.fulfill({ status: 400, json: { error: 'invalid_grant' } }) : route.continue();
  });
  await office.cloud.move('P1D');
  await page.getByRole('button', { name: '受理', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '登录已到期' });
  const opened = context.waitForEvent('page');
  await dialog.getByRole('button', { name: '重新登录' }).click();
  const popup = await opened;
  await signIn(popup, '李文静');
  await page.waitForURL(/\/cases\/L141181-2026-/);
  expect(popup.isClosed() || (await popup.waitForEvent('close'))).toBeTruthy();
});

test('a token that has run out is renewed without a word, where the issuer still knows the person', {
  timeout: PATIENCE_MS,
}, async () => {
  const desk = await office.desk('李文静');
  await office.cloud.move('P1D');
  await desk.page.getByRole('link', { name: '案件' }).click();
  await desk.page.getByRole('heading', { name: '案件' }).waitFor();
  await desk.page.getByRole('table').waitFor();
  expect(await desk.page.getByRole('dialog').count()).toBe(0);
});

describe('the queue', () => {
  test('is worked through by keyboard alone', { timeout: PATIENCE_MS }, async () => {
    const caseId = await openCase(office, 3);
    await openCase(office, 4);
    const { page } = await office.desk('李文静');
    await page.getByRole('row', { name: caseId }).waitFor();
    const rows = await page.locator('tbody tr').count();
    await page.keyboard.press('/');
    await page.keyboard.type(caseId.slice(-6).toLowerCase());
    await page.getByText('1 件符合筛选').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(caseId.slice(-6).toLowerCase());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: caseId }).waitFor();
    await page.keyboard.press('a');
    for (const box of await page.getByRole('region', { name: '办理' }).getByRole('checkbox').all()) {
      await box.focus();
      await page.keyboard.press('Space');
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByText('等待:缴费').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(rows - 1);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('keys do nothing while an input method composes', { timeout: PATIENCE_MS }, async () => {
    const { page } = await office.desk('李文静');
    await page.evaluate(
      "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', isComposing: true, bubbles: true }))",
    );
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('decides several at once, exactly those that are ticked, and says what became of each', {
    timeout: PATIENCE_MS,
  }, async () => {
    const ids = [await openCase(office, 5), await openCase(office, 6), await openCase(office, 7)];
    const [first = '', second = '', third = ''] = ids;
    const { page, complaints } = await office.desk('李文静');
    for (const caseId of [first, second]) await page.getByLabel(`选中 ${caseId}`).check();
    await page.getByRole('button', { name: '批量同意 2 件' }).click();
    const dialog = page.getByRole('dialog', { name: '批量同意 2 件' });
    await dialog.getByText('城乡居民财政补助标准').waitFor();
    await dialog.getByLabel('以上规定和事项已经核对').check();

    // Meanwhile somebody else decides the second one.
    const wang = await office.desk('王建国');
    await wang.open(`/cases/${second}`);
    await wang.page.keyboard.press('r');
    await wang.page.getByLabel('材料名称,一行一份').fill('身份证复印件');
    await wang.page.getByLabel('补正期限').fill('2026-06-30');
    await wang.page.getByLabel(/^意见/).fill('材料不全');
    await wang.page.getByRole('button', { name: '退回补正', exact: true }).click();
    await wang.page.getByText('等待:申请人补正材料').waitFor();

    await dialog.getByRole('button', { name: '同意这 2 件' }).click();
    await dialog.getByRole('row', { name: first }).getByText('已同意').waitFor();
    await dialog
      .getByRole('row', { name: second })
      .getByText(/已由 caseworker-wang 于 .* 办结/)
      .waitFor();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('row', { name: third }).waitFor();
    await expect.poll(() => page.getByRole('row', { name: first }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test('an id number is shown in full only for a reason, which is then in the case', {
  timeout: PATIENCE_MS,
}, async () => {
  const caseId = await openCase(office, 8);
  await li.open(`/cases/${caseId}`);
  const { page } = li;
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
