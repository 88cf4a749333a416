/** Report 2: whom a table has nothing to pay for is asked for nothing, whatever the day (ruling 26). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { rollSubject } from '../../functions/store/keys.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { idNumber } from '../api/people.ts';
import { answer } from '../domain/answers.ts';
import { openRig, type Rig } from './rig.ts';

describe('a reminder', () => {
  test.each([
    ['141181', 2026, 'extreme_poverty', '2025-11-10', '0.00'],
    ['141181', 2026, 'extreme_poverty', '2026-02-20', '0.00'],
    ['141181', 2026, 'restructured_enterprise', '2026-01-10', '0.00'],
    ['140800', 2024, 'extreme_poverty', '2023-10-10', '0.00'],
  ])('in %s for %i is not sent to %s on %s: %s to pay', async (region, coverageYear, category, asOf, payable) => {
    const identities = [{ category }];
    expect(await answer('reminder', { region, coverageYear, asOf, identities })).toMatchObject({
      send: false,
      quote: { payable },
    });
  });

  test('is sent to whom aid leaves a part to pay, with that part', async () => {
    const identities = [{ category: 'subsistence_allowance' }];
    const request = { region: '141181', coverageYear: 2026, asOf: '2026-01-10', identities };
    expect(await answer('reminder', request)).toMatchObject({ send: true, quote: { payable: '80.00' } });
  });
});

describe('a person of the roll', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig('2026-02-18T09:00:00+08:00');
  });
  afterAll(() => rig.close());

  test('whom a list of aid frees from paying is not written to; who has to pay is', async () => {
    for (const [sequence, category] of [
      [1, '特困人员'],
      [2, '低保对象'],
    ] as const) {
      const phone = `1390000000${sequence}`;
      const { ref, sealed } = await rig.identity.seal({ idNumber: idNumber(sequence), name: '试一人', phone });
      const enrolled = { personRef: ref, coverageYear: 2025, region: '141181', benefitStart: localDate('2025-01-01') };
      const row = { source: `f:${sequence}`, recordedAt: rig.office.now() };
      await openImportedEnrolments(rig.client, 'Ledger').put({ ...enrolled, ...row });
      await rig.roll.putContact(ref, { sealed, maskedName: '试*' }, rig.office.now());
      const listed = { idNumber: idNumber(sequence), category, identifiedOn: '2025-06-01', authority: '孝义市民政局' };
      expect(await rig.importRow('aid-lists', listed)).toMatchObject({ outcome: 'added' });
      await rig.reminders.plan({
        ...{ subject: rollSubject('141181', 2026, ref), occasion: 'period', region: '141181', coverageYear: 2026 },
        ...{ lastDay: localDate('2026-02-25'), dueOn: localDate('2026-02-18'), daysBefore: 7 },
        plannedAt: rig.office.now(),
      });
    }
    await rig.sendDue('2026-02-18');
    expect(rig.gateway.toPhone('13900000001')).toBe(0);
    expect(rig.gateway.toPhone('13900000002')).toBe(1);
  });
});
