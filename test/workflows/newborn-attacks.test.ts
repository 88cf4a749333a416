import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCase } from '../../functions/audit/verify-case.ts';
import { caseSchema } from '../../functions/cases/case.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';
import { type NewbornMachine, openNewbornMachine, type PlayedNewborn } from '../support/newborn-machine.ts';

const scenarios = readScenarios('newborn');
let machine: NewbornMachine;
let played: Map<string, PlayedNewborn>;
beforeAll(async () => {
  machine = await openNewbornMachine(scenarios.map(({ opened }) => opened).sort()[0] ?? '');
  machine.attack.everyTaskTwice = true;
  played = await machine.play(scenarios);
});
afterAll(() => machine.close());

describe('every task called twice', () => {
  test.each(scenarios)('$name goes its way as if once', ({ name, passes, state, notices }) => {
    const result = played.get(name);
    expect(result?.entered).toEqual(passes);
    expect(result?.shown.state).toBe(state);
    expect(result?.shown.notices.map(({ occasion }) => occasion)).toEqual(notices);
  });

  test('what was decided is found the same again', async () => {
    const cases = openCaseStore(openDocumentClient(), 'Cases', caseSchema);
    const find = (region: string, coverageYear: number, id: string) =>
      versionsOf(region, coverageYear).find(({ version }) => version === id);
    for (const { caseId } of played.values()) {
      const found = await cases.get(caseId);
      expect(found && verifyCase(found, find).findings).toEqual([]);
    }
  });

  test('the late-payment case is opened once, with everything already known', async () => {
    const { caseId, shown } = played.get('registered-after-the-last-reminder') ?? { caseId: '', shown: {} };
    const late = 'latePaymentCase' in shown ? String(shown.latePaymentCase) : '';
    expect(late).toBe(caseId.replace(/^N/, 'L'));
    const { body } = await machine.office.get(['caseworker', '140400', 'desk'], `/cases/${late}`);
    expect(body).toMatchObject({
      kind: 'late-payment',
      coverageYear: 2025,
      facts: { birthDate: '2024-06-16', newborn: true, history: { firstEnrolment: true } },
      decision: { assessment: { amounts: { payable: '1070.00' }, waiting: { months: 0 } } },
    });
  });
});
