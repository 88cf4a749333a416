/** The queue: by keyboard alone, several at once, and what others decided meanwhile. */
import { expect, test } from 'vitest';
import { type Desk, idNumber, type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

export function queue(office: () => Office): void {
  test('is worked through by keyboard alone', async () => {
    const caseId = await openCase(office(), 3);
    await openCase(office(), 4);
    const { page } = await office().desk('李文静');
    await page.getByRole('row', { name: caseId }).waitFor();
    const rows = await page.locator('tbody tr').count();
    await page.keyboard.press('f');
    await page.keyboard.type(caseId.slice(-6).toLowerCase());
    await page.getByText('1 件符合筛选').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe(caseId.slice(-6).toLowerCase());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: caseId }).waitFor();
    // 同意 leads to what is still to be ticked, ticks it, and then leads to the button: six keys for three values.
    const boxes = page.getByRole('region', { name: '办理' }).getByRole('checkbox');
    await boxes.first().waitFor();
    await page.keyboard.press('a');
    expect(await boxes.and(page.locator(':checked')).count()).toBe(0);
    await page.keyboard.press('Space');
    for (let open = await boxes.count(); open > 0; open -= 1) await page.keyboard.press('a');
    expect(await boxes.and(page.locator(':checked')).count()).toBe(await boxes.count());
    await page.keyboard.press('Enter');
    await page.getByText('等待：缴费').waitFor();
    await page.getByText('这个待办已由您于').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: caseId }).waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: '办理' }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('户口簿');
    expect(await page.getByLabel('材料名称，一行一份').inputValue()).toBe('户口簿');
    await page.keyboard.press('Escape');
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

  test('whoever phones is found by the name alone, from any page, in two keys and one click', async () => {
    const caseId = await openCase(office(), 5);
    const desk = await office().desk('李文静');
    const { page } = desk;
    await desk.open('/deadlines');
    await page.keyboard.press('/');
    await page.keyboard.type('郭长河');
    await page.keyboard.press('Enter');
    await page.getByText(/^按姓名找到 \d+ 件案件/).waitFor();
    expect(new URL(page.url()).search + JSON.stringify(await page.evaluate('history.state'))).not.toContain('郭');
    await expectGood(desk, 'found');
    await page.getByRole('link', { name: caseId }).click();
    await page.getByRole('heading', { name: caseId }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('赵钱孙');
    await page.keyboard.press('Enter');
    await page.getByText('您负责的统筹区内，按姓名没有找到。').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('%');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/请输入受理编号、证件号码、姓名全名/)
      .first()
      .waitFor();
    expect(desk.complaints.filter((line) => !line.includes('422'))).toEqual([]);
  });

  test('several are returned for the same documents at once, each as if it were alone', async () => {
    const ids = [await openCase(office(), 16), await openCase(office(), 17)];
    const { page, open } = await office().desk('李文静');
    for (const caseId of ids) await page.getByLabel(`选中 ${caseId}`).check();
    await page.getByRole('button', { name: '批量办理 2 件' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('退回补正', { exact: true }).click();
    const send = dialog.getByRole('button', { name: '退回补正这 2 件' });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel('材料名称，一行一份').fill('户口簿\n身份证复印件');
    const until = dialog.getByLabel('补正期限');
    await until.fill((await until.getAttribute('max')) ?? '');
    await dialog.getByLabel(/^意见/).fill('材料不全，请补正。');
    await send.click();
    for (const caseId of ids) await dialog.getByRole('row', { name: caseId }).getByText('已退回补正').waitFor();
    await open(`/cases/${ids[1]}`);
    await page.getByText('需补正：户口簿、身份证复印件').waitFor();
  });

  test('a list keeps its order, its columns and how tight it is in the address, is counted, and is taken away as a sheet', async () => {
    await openCase(office(), 15);
    const desk = await office().desk('李文静');
    const { page } = desk;
    await desk.open('/cases');
    await page.getByText(/^共 \d+ 件$/).waitFor();
    await page.getByRole('button', { name: '期限' }).click();
    await page.getByRole('columnheader', { name: '期限' }).and(page.locator('[aria-sort=ascending]')).waitFor();
    await page.locator('summary', { hasText: '列' }).click();
    await page.getByRole('checkbox', { name: '证件号码' }).click();
    await page.locator('summary', { hasText: '列' }).click();
    await page.getByRole('button', { name: '紧凑' }).click();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      order: 'due',
      hide: 'idNumber',
      tight: 'yes',
    });
    await page.reload();
    await page.getByRole('button', { name: '宽松' }).waitFor();
    expect(await page.getByRole('columnheader', { name: '证件号码' }).count()).toBe(0);
    await expectGood(desk, 'cases');
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出' }).click(),
    ]);
    expect(sheet.suggestedFilename()).toBe('案件.xlsx');
    await page.locator('tbody a').first().click();
    await page.getByRole('list', { name: '办理进度' }).waitFor();
    await page.getByRole('link', { name: '返回案件' }).click();
    await page.getByRole('button', { name: '宽松' }).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  test('cases and tasks are put in order by amount and by name, with a click or from a list, and the address keeps it', async () => {
    for (const sequence of [16, 17]) await openCase(office(), sequence);
    await office().cloud.move('PT6M');
    const desk = await office().desk('李文静');
    const { page } = desk;
    const column = async (title: string): Promise<string[]> => {
      const titles = await page.getByRole('columnheader').allInnerTexts();
      const index = titles.findIndex((text) => text.startsWith(title));
      const rows = await page.locator('tbody tr').all();
      return Promise.all(rows.map((row) => row.locator('th, td').nth(index).innerText()));
    };
    const amounts = async () =>
      (await column('金额')).map((text) => (text === '—' ? -1 : Number(text.replaceAll(',', ''))));
    for (const path of ['/cases', '/tasks']) {
      await desk.open(path);
      const heading = page.getByRole('columnheader', { name: '金额（元）' });
      await heading.getByRole('button').click();
      await heading.and(page.locator('[aria-sort=descending]')).waitFor();
      const largest = await amounts();
      expect(largest.length).toBeGreaterThan(1);
      expect(largest).toEqual(largest.toSorted((one, other) => other - one));
      await page.getByLabel('排列').selectOption({ label: '姓名按拼音' });
      await page.getByRole('columnheader', { name: '姓名' }).and(page.locator('[aria-sort=ascending]')).waitFor();
      const names = await column('姓名');
      expect(names).toEqual(names.toSorted(new Intl.Collator('zh-Hans-CN').compare));
      expect(new URL(page.url()).searchParams.get('order')).toBe('name');
      await expectGood(desk, `${path} by name`);
    }
  });

  test('a case is opened by keyboard alone', async () => {
    const { page, open } = await office().desk('李文静');
    await open('/new/late-payment');
    // The form begins in the first field that is to be filled in: there is one region only.
    await page.locator('main form :focus').waitFor();
    for (const text of ['郭长河', idNumber(9), '13903580001', '2026', '2025']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\/L141181-2026-/);
    await page.getByRole('region', { name: '办理' }).waitFor();
  });

  test('keys do nothing while an input method composes', async () => {
    const { page } = await office().desk('李文静');
    await page.evaluate(
      "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', isComposing: true, bubbles: true }))",
    );
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('says who decided meanwhile, and does not decide over it', async () => {
    const caseId = await openCase(office(), 10);
    const [li, wang] = [await office().desk('李文静'), await office().desk('王建国')];
    for (const { open } of [li, wang]) await open(`/cases/${caseId}`);
    const panelOf = ({ page }: Desk) => page.getByRole('region', { name: '办理' });
    for (const desk of [li, wang]) {
      await panelOf(desk).waitFor();
      for (const box of await panelOf(desk).getByRole('checkbox').all()) await box.check();
    }
    await panelOf(wang).getByRole('button', { name: '同意', exact: true }).click();
    await wang.page.getByText('这个待办已由您于').waitFor();
    await panelOf(li).getByText('不予办理', { exact: true }).click();
    await panelOf(li).getByLabel(/^意见/).fill('与规定不符。');
    // By key: the page may just then be told what the other desk did, and a click would go where the button was.
    await panelOf(li).getByRole('button', { name: '不予办理', exact: true }).press('Enter');
    // By name, once the page has the case anew.
    await li.page.getByText(/这个待办已由 (王建国|caseworker-wang) 于/).waitFor();
    await li.page.getByText('等待：缴费').waitFor();
  });

  test('decides several at once, exactly those that are ticked, and says what became of each', async () => {
    const ids = [await openCase(office(), 5), await openCase(office(), 6), await openCase(office(), 7)];
    const [first = '', second = '', third = ''] = ids;
    const { page, complaints } = await office().desk('李文静');
    for (const caseId of [first, second]) await page.getByLabel(`选中 ${caseId}`).check();
    await page.getByRole('button', { name: '批量办理 2 件' }).click();
    const dialog = page.getByRole('dialog', { name: '批量同意 2 件' });
    await dialog.getByText('城乡居民财政补助标准').waitFor();
    await dialog.getByLabel('以上规定和事项已经核对').check();

    // Meanwhile somebody else decides the second one.
    const wang = await office().desk('王建国');
    await wang.open(`/cases/${second}`);
    await wang.page.keyboard.press('r');
    await wang.page.getByLabel('材料名称，一行一份').fill('身份证复印件');
    const until = wang.page.getByLabel('补正期限');
    await until.fill((await until.getAttribute('max')) ?? '');
    await wang.page.getByLabel(/^意见/).fill('材料不全');
    await wang.page.getByRole('button', { name: '退回补正', exact: true }).click();
    await wang.page.getByText('等待：申请人补正材料').waitFor();

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
}
