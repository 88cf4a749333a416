/** 从政策文件开始: a text becomes a table without a mouse: read, decided value by value, handed in. */
import { expect, test } from 'vitest';
import { pdf } from '../../support/text-files.ts';
import type { Office } from '../office.ts';
import { atHand, codesOn, expectGood } from './pages.ts';

const TEXT = [
  '孝义市2027年度城乡居民基本医疗保险普通参保人群个人缴费标准为每人每年420元。',
  '2027年度居民医保个人缴费标准为每人每年430元。',
  '人均财政补助标准为720元。',
  '2027年度孝义市城乡居民基本医疗保险集中缴费期为2026年9月1日至2027年2月25日。',
  '2027年3月1日至2027年12月25日,个人缴费每人每年1140元。',
  '残疾人由残联另行通知。',
].join('\n');

export function policyTexts(office: () => Office): void {
  test('becomes a draft by the keyboard alone, and is there again when one comes back', async () => {
    const desk = await office().desk('周正');
    const { page, complaints } = desk;
    const { keyboard } = page;
    await desk.open('/policies');
    await page.getByRole('spinbutton', { name: '参保年度' }).focus();
    await keyboard.press('Enter');
    await page.getByLabel('正文').waitFor();
    await expect.poll(() => atHand(page)).toContain('从政策文件开始');
    await page.getByRole('button', { name: '读出建议' }).press('Enter');
    await expect.poll(() => atHand(page)).toContain('没有正文');
    const file = page.getByLabel('打开文件');
    await file.setInputFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: pdf([]) });
    await expect.poll(() => atHand(page)).toContain('扫描件和图片里的文字读不出来');
    const name = '孝义市2027年度缴费通知';
    await file.setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf(TEXT.split('\n')) });
    await expect.poll(() => page.getByLabel('正文').inputValue()).toContain('残疾人由残联另行通知。');
    expect(await page.getByLabel('文件名称').inputValue()).toBe(name);
    expect(await page.getByLabel('参保年度').inputValue()).toBe('2027');
    await expectGood(desk, 'the beginning of a policy text');
    await page.getByRole('button', { name: '读出建议' }).press('Enter');

    const rows = page.getByRole('region', { name: '逐项核对' });
    await rows.waitFor();
    await page.getByRole('region', { name: '原文' }).getByText('残疾人由残联另行通知。').waitFor();
    const status = page.getByRole('region', { name: '提交' }).getByRole('status');
    const left = async () => Number(/还剩 (\d+) 项/.exec((await status.textContent()) ?? '')?.[1] ?? 0);
    const all = await left();
    expect(all).toBeGreaterThan(5);

    // Of two amounts for one group one is chosen; the next value is changed, and the rest accepted: after each the next has the focus.
    await page.getByText('城乡居民个人缴费标准：文件前后矛盾').waitFor();
    await keyboard.press('1');
    await keyboard.press('e');
    await keyboard.press('ControlOrMeta+A');
    await keyboard.insertText('730.00');
    await keyboard.press('Enter');
    await page.getByText('→ 改为 730.00 元').waitFor();
    // A change is warned of where its sentence says something else, and refused not.
    await rows.getByText('与引文不符：引文写的是 720 元').waitFor();
    expect(await codesOn(page)).toEqual([]);
    await page.getByRole('region', { name: '典型人员' }).getByText('420.00').first().waitFor();
    await expectGood(desk, 'policy text');
    await keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘' }).getByText('不采用、去掉').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog', { name: '键盘' }).waitFor({ state: 'hidden' });
    await keyboard.press('r');
    await keyboard.press('k');
    await keyboard.press('u');
    await status.getByText('已于').waitFor();

    await page.reload();
    await page.getByText('→ 改为 730.00 元').waitFor();
    while ((await left()) > 0) await keyboard.press('a');
    expect(await atHand(page)).toContain('建议都已核对');
    // Who changes something afterwards stays there, and sees what has the focus above the foot of the page.
    await page.getByRole('button', { name: /→ 改为 730\.00 元/ }).press('Enter');
    await keyboard.press('e');
    await page.locator('summary', { hasText: /^没有矛盾/ }).press('Enter');
    const source = page.getByLabel('依据', { exact: true });
    await source.focus();
    const bottom = async () => source.evaluate((element) => element.getBoundingClientRect().bottom);
    const foot = async () =>
      page.getByRole('region', { name: '提交' }).evaluate((element) => element.getBoundingClientRect().top);
    expect(await bottom()).toBeLessThanOrEqual(await foot());
    await page.getByRole('button', { name: '保存 Enter' }).press('Enter');
    await rows.locator('.text-row:has(:focus)').getByText('→ 改为 730.00 元').waitFor();
    await page.getByLabel('施行日期').fill('2026-09-01');
    const submit = page.getByRole('button', { name: '提交草案' });
    await page.getByText(/^没有读出的句子/).press('Enter');
    await page.getByRole('button', { name: '残疾人由残联另行通知。' }).press('Enter');
    await page.locator('mark.current').getByText('残疾人由残联另行通知。').waitFor();
    await page.getByRole('checkbox', { name: /句都已看过/ }).press('Space');
    await expect.poll(() => submit.isEnabled(), { timeout: 60_000 }).toBe(true);
    await submit.press('Enter');
    // The year has no version yet: whoever approves sees all of it, and what is otherwise than last year.
    const card = page.getByRole('region', { name: /^草案 2026-09-01/ });
    await card.getByText(/本年度没有现行版本。与2026 年度的表.*有 \d+ 项不同/).waitFor();
    await card.getByRole('region', { name: '缴费标准：逐项' }).getByText('730.00 元').waitFor();
    const notice = card.getByRole('region', { name: '文件全文' });
    await notice.getByText('确认逐句看过').waitFor();
    await notice.locator('mark.unread').getByText('残疾人由残联另行通知。').waitFor();
    // Of two sentences that contradict each other, the one that was not chosen is shown too.
    await notice.locator('mark.unread').getByText('个人缴费标准为每人每年430元。').waitFor();
    await expectGood(desk, 'a draft of a year that has no version');
    expect(await codesOn(page)).toEqual([]);
    await desk.open('/policies/141181/2027/text');
    await page.getByText(/^已于 .* 提交，现为/).waitFor();
    expect(await submit.isDisabled()).toBe(true);
    // It is withdrawn: why stands where it is worked on, and at the draft.
    await desk.open('/policies/141181/2027/drafts');
    await card.getByText('撤回草案').press('Enter');
    await card.getByLabel('撤回原因').fill('财政补助写错');
    await card.getByRole('button', { name: '撤回' }).press('Enter');
    await card.getByText(/撤回：财政补助写错/).waitFor();
    await desk.open('/policies/141181/2027/text');
    await page.getByText(/^上一份草案由.*撤回：财政补助写错/).waitFor();

    // Something changed while the year ran: the version in force is begun from, without a notice.
    await desk.open('/policies/141181/2026/text');
    await page.getByLabel('从哪里开始').selectOption({ index: 1 });
    await page.getByRole('button', { name: '逐项修改' }).press('Enter');
    await page.getByRole('button', { name: /^集中缴费期（其四）截止日/ }).press('Enter');
    await keyboard.press('e');
    await page.getByLabel('日期', { exact: true }).fill('2026-03-31');
    await page.getByLabel('依据').selectOption('另写一句原文');
    await page.getByRole('textbox', { name: '原文' }).fill('集中征缴期延长至2026年3月31日。');
    await expectGood(desk, 'a day of a policy table');
    await keyboard.press('Enter');
    await page.getByText('→ 改为 2026-03-31').waitFor();
    await page.getByRole('button', { name: /^新认定且未参保的困难群体：适用对象/ }).press('Enter');
    await keyboard.press('e');
    await page.getByLabel('孤儿').check();
    await page.getByText('读作').waitFor();
    await expectGood(desk, 'the people of a policy table');
    await keyboard.press('Enter');
    await page.getByText(/→ 改为 特困人员.*孤儿/).waitFor();
    await page.getByLabel('文件名称').fill('延长缴费期的通知');
    await page.getByLabel('施行日期').fill('2026-03-01');
    await expect.poll(() => submit.isEnabled(), { timeout: 60_000 }).toBe(true);
    await page.getByRole('columnheader', { name: '现行的表' }).waitFor();
    expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);
  });
}
