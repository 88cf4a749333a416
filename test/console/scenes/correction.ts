/** Facts that were written down wrongly are corrected at the desk, and the case is decided again. */
import { expect, test } from 'vitest';
import { openDesk } from '../../../infra/local/desk/desk.ts';
import { type Office, openCase } from '../office.ts';
import { expectGood } from './pages.ts';

export function corrections(office: () => Office): void {
  test('a year that was left out is corrected, old stands beside new, and the case is decided again', async () => {
    const caseId = await openCase(office(), 31);
    const desk = await office().desk('李文静');
    const { page } = desk;
    await desk.open(`/cases/${caseId}`);
    const facts = page.getByRole('region', { name: '申请信息' });
    await page.getByRole('region', { name: '办理' }).waitFor();
    await facts.getByRole('button', { name: '更正' }).click();
    const dialog = page.getByRole('dialog', { name: `更正 ${caseId}` });
    const years = dialog.getByLabel('已参保年度');
    const before = await years.inputValue();
    expect(before).toMatch(/^20\d\d/);
    await years.fill('2023、2024、2025');
    await dialog.getByLabel('更正原因').fill('漏录了 2023 年度');
    await expectGood(desk, 'correction');
    await dialog.getByRole('button', { name: '更正并重新核定' }).click();
    await facts.getByText(/更正：漏录了 2023 年度/).waitFor();
    expect(await facts.locator('.correction').innerText()).toContain('2023、2024、2025');
    // The execution has assessed it anew, and asks again.
    await page.getByRole('region', { name: '办理' }).waitFor();
    await expectGood(desk, 'corrected');
    const { cloud } = office();
    const reader = openDesk(cloud.url, () => cloud.token({ sub: 'auditor-qian', role: 'auditor', regions: [] }));
    const { history } = await reader.ask('getCase', { params: { id: caseId } });
    const events = history.map(({ event }) => event);
    expect(events.slice(events.indexOf('facts_corrected'))).toEqual([
      'facts_corrected',
      'assessed',
      'decision_awaited',
    ]);
    expect(desk.complaints).toEqual([]);
  });
}
