/** What a page says when the system behind it is slow, fails, or cannot be reached; and that nothing typed is lost. */
import { expect, test } from 'vitest';
import { idNumber, type Office, openCase } from '../office.ts';

export function faults(office: () => Office): void {
  test('says what it is waiting for, and then shows it', async () => {
    const { page, open } = await office().desk('李文静');
    let answer = () => {};
    await page.route('**/tasks?*', async (route) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await route.continue();
    });
    await open('/tasks');
    await page.getByRole('status', { name: '正在读取待办' }).waitFor();
    answer();
    await page.getByRole('status', { name: '正在读取待办' }).waitFor({ state: 'hidden' });
  });

  test('says what failed and what to do, and tries again when asked', async () => {
    const { page, open } = await office().desk('李文静');
    const broken = (status: number) => page.route('**/cases?*', (route) => route.fulfill({ status, body: 'broken' }));
    await broken(500);
    await open('/cases');
    const alert = page.getByRole('alert').filter({ hasText: '案件没有读到' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('请稍后再试');
    expect(await page.locator('body').innerText()).not.toContain('操作失败');
    await page.unroute('**/cases?*');
    await alert.getByRole('button', { name: '再试一次' }).click();
    await page.getByRole('table').waitFor();
  });

  test('a decision without a network is said to be unknown, and is made when there is one again', async () => {
    const caseId = await openCase(office(), 50);
    const { page, open, context } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const panel = page.getByRole('region', { name: '办理' });
    await panel.waitFor();
    for (const box of await panel.getByRole('checkbox').all()) await box.check();
    await panel.getByLabel(/^意见/).fill('材料齐全');
    await context.setOffline(true);
    await page.getByRole('alert').getByText('网络已断开。').waitFor();
    await panel.getByRole('button', { name: '同意', exact: true }).click();
    await panel.getByRole('alert').getByText('不知道是否已经办成').waitFor();
    expect(await panel.getByLabel(/^意见/).inputValue()).toBe('材料齐全');
    await context.setOffline(false);
    await panel.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByText('等待：缴费').waitFor();
    await page.getByRole('region', { name: '审批意见' }).getByText('材料齐全').waitFor();
  });

  test('an answer that never came is said to be unknown, and pressing again decides nothing twice', async () => {
    const caseId = await openCase(office(), 52);
    const { page, open } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const panel = page.getByRole('region', { name: '办理' });
    await panel.waitFor();
    for (const box of await panel.getByRole('checkbox').all()) await box.check();
    // The system decides, and its answer is lost on the way.
    await page.route('**/tasks/*/decision', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await panel.getByRole('button', { name: '同意', exact: true }).click();
    await panel.getByRole('alert').getByText('不知道是否已经办成').waitFor();
    await page.unroute('**/tasks/*/decision');
    await panel.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByText('等待：缴费').waitFor();
    const opinions = await page.getByRole('region', { name: '操作记录' }).getByText('办理').count();
    expect(opinions).toBeLessThan(2);
  });

  test('what was typed into a decision is there again when one comes back from another page', async () => {
    const caseId = await openCase(office(), 53);
    const { page, open } = await office().desk('李文静');
    await open(`/cases/${caseId}`);
    const opinion = page.getByRole('region', { name: '办理' }).getByLabel(/^意见/);
    await opinion.fill('户口簿与身份证一致');
    await page.getByRole('link', { name: '政策' }).click();
    await page.getByRole('heading', { name: '政策', level: 1 }).waitFor();
    await page.goBack();
    expect(await opinion.inputValue()).toBe('户口簿与身份证一致');
  });

  test('a form that was left for another page is as it was when one comes back', async () => {
    const { page, open } = await office().desk('李文静');
    await open('/new/newborn');
    await page.getByLabel('新生儿姓名').fill('郭小河');
    await page.getByLabel('证件号码').fill(idNumber(51));
    await page.getByRole('link', { name: '政策' }).click();
    await page.getByRole('heading', { name: '政策', level: 1 }).waitFor();
    await page.getByRole('link', { name: '新生儿参保' }).click();
    expect(await page.getByLabel('新生儿姓名').inputValue()).toBe('郭小河');
    await page.getByRole('button', { name: '清空表格' }).click();
    expect(await page.getByLabel('证件号码').inputValue()).toBe('');
  });
}
