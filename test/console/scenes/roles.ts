/** What each role sees, and what nobody sees of another region. */
import { describe, expect, test } from 'vitest';
import { type Office, openCase } from '../office.ts';

/** By a part of the persona's name: where the role begins, and what its menu holds. */
const BEGINNINGS = [
  ['李文静', '待办', ['待办', '已办', '案件', '新建', '期限日历', '提醒', '批量退费', '数据导入', '政策']],
  ['赵明远', '待办', ['待办', '已办', '案件', '新建', '政策']],
  ['陈晓燕', '缴费确认', ['缴费确认', '数据导入', '文件交换', '政策']],
  ['何立新', '文件交换', ['文件交换', '政策']],
  ['孙雅琴', '批量退费', ['批量退费', '政策']],
  ['周正', '政策', ['政策']],
  ['钱慎之', '待办', ['待办', '已办', '案件', '政策']],
] as const;

export function roles(office: () => Office): void {
  test.each(BEGINNINGS)('%s begins at %s and finds what the role is for', async (persona, heading, menu) => {
    const { page, open, complaints } = await office().desk(persona);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    const entries = await page.getByRole('navigation', { name: '主菜单' }).innerText();
    for (const entry of menu) expect(entries).toContain(entry);
    if (!menu.some((entry) => entry === '待办')) {
      expect(entries).not.toContain('待办');
      await open('/cases');
      await page.getByRole('alert').getByText('角色').first().waitFor();
    }
    expect(complaints).toEqual([]);
  });

  test('an auditor reads everything, takes a pack for a reason that the case keeps, and is offered nothing else to do', async () => {
    const caseId = await openCase(office(), 40);
    const { page, open } = await office().desk('钱慎之');
    await open(`/cases/${caseId}`);
    await page.getByRole('region', { name: '决定依据' }).waitFor();
    for (const name of ['撤回', '同意', '查看证件号码']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.getByRole('button', { name: '调取审计包' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('调取原因').fill('年度抽查');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '调取审计包' }).click();
    expect((await download).suggestedFilename()).toBe(`${caseId}-审计包.zip`);
    await page.getByText('操作记录').click();
    await page.getByRole('listitem').filter({ hasText: '调取审计包' }).getByText('年度抽查').waitFor();
  });

  test('an approver whom nothing waits for is told so, without a number in the menu, and is led to what others do', async () => {
    const caseId = await openCase(office(), 42, { region: '140800', coverageYear: 2024 });
    const { page } = await office().desk('赵明远', { region: '140800' });
    await page.getByText('没有该您办的待办').waitFor();
    expect(await page.getByTitle(/件待办$/).count()).toBe(0);
    await page.getByRole('button', { name: '看全部待办' }).click();
    await page.getByRole('row', { name: caseId }).waitFor();
  });

  test('an approver keeps a person from being erased for a reason, and lets go again', async () => {
    const caseId = await openCase(office(), 41);
    const { page, open } = await office().desk('赵明远');
    await open(`/cases/${caseId}`);
    for (const [button, asked, reason] of [
      ['暂不删除', '为什么暂不删除', '信访复核期间'],
      ['解除暂不删除', '为什么解除', '信访已经办结'],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(asked).fill(reason);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      const isKept = button === '暂不删除';
      await page
        .getByText(/^个人信息暂不删除：赵明远 于 .*信访复核期间$/)
        .waitFor({ state: isKept ? 'visible' : 'hidden' });
    }
  });

  describe('a desk of another region', () => {
    test('finds neither the case, nor its task, nor its papers, nor its list', async () => {
      const caseId = await openCase(office(), 41);
      const { page, open, context } = await office().desk('王建国', { region: '140400' });
      const answers: string[] = [];
      page.on('response', async (response) => {
        if (/json/.test(response.headers()['content-type'] ?? '')) answers.push(await response.text().catch(() => ''));
      });
      for (const path of [`/cases/${caseId}`, `/tasks/${caseId}.1`]) {
        await page.goto(`${office().cloud.url}/console${path}`);
        await page.getByRole('alert').getByText('没有读到').waitFor();
      }
      await page.goto(`${office().cloud.url}/console/cases/${caseId}/print/receipt`);
      await page.getByRole('alert').getByText('没有读到').waitFor();
      for (const path of ['/tasks', '/cases', '/done']) {
        await open(`${path}?region=141181`);
        await page.getByRole('alert').getByText('不负责统筹区 141181').waitFor();
        await open(path);
        await page.getByText(/^没有待办|^还没有案件|^您还没有办过/).waitFor();
      }
      expect(answers.join('')).not.toContain('郭*河');
      await context.close();
    });
  });
}
