/** Work is shared at the desk: taken, handed over, and it comes to the colleague. */
import { expect, test } from 'vitest';
import { type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

export function sharing(office: () => Office): void {
  test('a task is taken by a key and handed over with a note, and the colleague sees it without looking for it', async () => {
    const caseId = await openCase(office(), 30);
    const zhao = await office().desk('赵明远');
    const desk = await office().desk('李文静');
    const { page } = desk;
    await desk.open(`/cases/${caseId}`);
    await page.getByText('这件待办还没有人认领。').waitFor();
    await page.keyboard.press('t');
    await page.getByText(/^由您在办/).waitFor();
    await page.getByRole('button', { name: '转交' }).click();
    const dialog = page.getByRole('dialog', { name: `转交 ${caseId}` });
    await dialog.getByLabel('转交给').selectOption({ label: '赵明远（复核）' });
    await dialog.getByLabel('说明').fill('明天起休假，请接着办理');
    await expectGood(desk, 'hand over');
    await dialog.getByRole('button', { name: '转交' }).click();
    await page.getByText(/^由赵明远在办/).waitFor();
    await expectGood(desk, 'handed over');
    await desk.open('/tasks');
    await page.getByRole('row', { name: caseId }).getByText('赵明远').waitFor();

    await zhao.open('/inbox');
    const row = zhao.page.getByRole('row', { name: caseId });
    await row.getByText('明天起休假，请接着办理').waitFor();
    await row.getByText('转交给您，由您在办').waitFor();
    await expectGood(zhao, 'inbox');
    await zhao.open('/tasks?whose=assigned');
    await zhao.page.getByRole('row', { name: caseId }).waitFor();
    expect(await zhao.page.locator('tbody tr').count()).toBe(1);
    expect([...desk.complaints, ...zhao.complaints]).toEqual([]);
  });
}
