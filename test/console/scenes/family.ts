/** 家庭: the case of a newborn leads to its parent and to the other children. */
import { expect, test } from 'vitest';
import { openDesk } from '../../../infra/local/desk/desk.ts';
import { idNumber, type Office } from '../office.ts';
import { expectGood } from './pages.ts';

export function families(office: () => Office): void {
  test('twins are shown as such in either case, with the parent masked, and a click leads from one to the other', async () => {
    const { cloud } = office();
    const who = { sub: 'caseworker-wang', role: 'caseworker', regions: ['141181'] } as const;
    const clerk = openDesk(cloud.url, () => cloud.token(who));
    const parent = { idNumber: idNumber(85), name: '试八五', phone: '13900000085' };
    const open = async (birthCertificateNumber: string) => {
      const body = { kind: 'newborn' as const, region: '141181', birthCertificateNumber, bornOn: '2026-02-20', parent };
      const headers = { 'Idempotency-Key': `family-${birthCertificateNumber}` };
      return (await clerk.ask('openCase', { body, headers })).caseId;
    };
    const [one, other] = [await open('O260000851'), await open('O260000852')];
    const desk = await office().desk('李文静');
    const { page, complaints } = desk;
    await desk.open(`/cases/${one}`);
    const family = page.getByRole('region', { name: '家庭' });
    await family.getByText('试*五').first().waitFor();
    await family.getByText(/^同日出生/).waitFor();
    await family.getByText('这里没有家长的参保或缴费记录').waitFor();
    await expectGood(desk, 'family');
    await family.getByRole('link', { name: other }).click();
    await page.getByRole('heading', { name: other, level: 1 }).waitFor();
    await family.getByRole('link', { name: one }).waitFor();
    expect(complaints).toEqual([]);
  });
}
