/** Somebody with a passport at the window, and the list of one person. */
import { expect, test } from 'vitest';
import type { Office } from '../office.ts';
import { expectGood } from './pages.ts';

export function identityDocuments(office: () => Office): void {
  test('a passport is told by its number, costs no key of an id card, and is asked about before anybody pays', async () => {
    const desk = await office().desk('李文静');
    const { page, open } = desk;
    await open('/new/late-payment');
    await page.getByLabel('姓名').focus();
    for (const typed of ['Ann Smith', 'e12345678']) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
    }
    // The nationality, which a passport needs, comes next.
    expect(await page.getByLabel('国籍').and(page.locator(':focus')).count()).toBe(1);
    expect(await page.getByLabel('哪种证件').inputValue()).toBe('passport');
    await page.getByLabel('参保年度 必填').fill('2026');
    await page.getByLabel('已参保年度').fill('2025');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page
      .getByText(/没有写国籍：应写作国籍三位字母/)
      .first()
      .waitFor();
    await page.getByLabel('国籍').selectOption('USA');
    await page.getByText('政策表未规定“能否凭护照参保”').waitFor();
    await expectGood(desk, 'passport');
    // From within the number, the arrows choose another document, and come back to it.
    await page.getByLabel('证件号码').focus();
    await page.keyboard.press('ArrowUp');
    expect(await page.getByLabel('哪种证件').inputValue()).toBe('permanent_residence');
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('国籍').selectOption('USA');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    await page.waitForURL(/\/cases\/L141181-2026-/);
    const caseId = page.url().split('/').at(-1) ?? '';
    const panel = page.getByRole('region', { name: '办理' });
    await panel.getByRole('group', { name: '能否凭护照参保' }).getByText('是', { exact: true }).click();
    await page.getByText('护照 USA E*****678').first().waitFor();

    // The list of one person stands in the address by the number of a case.
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('E12345678');
    await page.keyboard.press('Enter');
    await page.getByText('按证件号码找到 1 件案件').waitFor();
    await page.getByTitle('这个人的案件').click();
    await page.getByText(`只看案件 ${caseId} 的参保人`).waitFor();
    await page.getByText('共 1 件').waitFor();
    expect(new URL(page.url()).search).toBe(`?personOf=${caseId}`);
    await expectGood(desk, 'list of a person');
    await page.getByRole('button', { name: '看所有人' }).click();
    await page.getByText(`只看案件 ${caseId} 的参保人`).waitFor({ state: 'hidden' });
    expect(desk.complaints.filter((line) => !line.includes('422'))).toEqual([]);
  });

  test('a university finds its own student by the number that it gave', async () => {
    const desk = await office().desk('孙雅琴');
    const { page } = desk;
    await page.keyboard.press('/');
    await page.keyboard.type('2023000001');
    await page.keyboard.press('Enter');
    await page.getByText('本校申请的退费中，按学号没有找到。').waitFor();
    await expectGood(desk, 'found by a university');
    expect(desk.complaints).toEqual([]);
  });
}
