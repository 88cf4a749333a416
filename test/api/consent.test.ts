/** A decision names the figures and clauses that were shown: what differs today is refused, to be looked at again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { differencesOf, shownOf } from '../../functions/domain/shown.ts';
import { tableOn } from '../support/decided-cases.ts';
import { approvalOf, untilDecision } from './case-paths.ts';
import { type Decision, openOffice, XIAOYI } from './office.ts';

const OPENED = '2026-03-10T09:00:00+08:00';
const A_MONTH_LATER = '2026-04-10T09:00:00+08:00';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice(OPENED);
});
afterAll(() => office.close());

const benefitSchema = z.object({ benefit: z.object({ start: z.string() }) });

async function look(caseId: string) {
  const { decision, task, history } = await office.show(XIAOYI, caseId);
  const { benefit } = benefitSchema.parse(decision?.assessment);
  return { start: benefit.start, shown: task?.shown ?? undefined, steps: history.length };
}
const decide = (caseId: string, decision: Decision) => office.decide(XIAOYI, `${caseId}.1`, decision);
/** The raw door, where what is refused is looked at. */
const tryToDecide = (caseId: string, body: object) => office.post(XIAOYI, `/tasks/${caseId}.1/decision`, body);

describe('an approval', () => {
  test('of what was shown a month ago is refused with what was seen and what is true today; seen again it is taken', async () => {
    office.goTo(OPENED);
    const caseId = await untilDecision(office, 401);
    const before = await look(caseId);
    const approval = await approvalOf(office, caseId);
    expect(before.start).toBe('2026-06-10');

    office.goTo(A_MONTH_LATER);
    const refused = await tryToDecide(caseId, approval);
    expect([refused.status, refused.body.code]).toEqual([409, 'figures_changed']);
    expect(refused.body.issues).toContainEqual({
      path: 'benefit.start',
      message: '待遇开始：看到的是“2026-06-10”，今天是“2026-07-10”',
    });
    expect(refused.body).toMatchObject({ seen: before.shown, shown: expect.not.stringMatching(before.shown ?? '') });

    const today = await look(caseId);
    expect(today).toEqual({ start: '2026-07-10', shown: refused.body.shown, steps: before.steps });
    const approved = await decide(caseId, { ...approval, shown: today.shown });
    expect(approved.state).toBe('assessing');
    expect(approved.history.at(-1)?.detail.shown).toBe(today.shown);
    await office.task('assess', caseId);
    expect((await look(caseId)).start).toBe('2026-07-10');
  });

  test('of a day between is known by its digest, and the other day is named too', async () => {
    office.goTo(OPENED);
    const caseId = await untilDecision(office, 402);
    office.goTo('2026-03-20T09:00:00+08:00');
    const approval = await approvalOf(office, caseId);
    office.goTo(A_MONTH_LATER);
    const { body } = await tryToDecide(caseId, approval);
    expect(body.issues?.map(({ message }) => message).join()).toContain('“2026-06-20”，今天是“2026-07-10”');
  });

  test('that names nothing agrees to what the task was opened with, and to nothing later', async () => {
    office.goTo(OPENED);
    const [one, other] = [await untilDecision(office, 403), await untilDecision(office, 404)];
    const { shown: _, ...approval } = await approvalOf(office, one);
    await decide(one, approval);
    office.goTo(A_MONTH_LATER);
    await expect(decide(other, approval)).rejects.toMatchObject({ code: 'figures_changed' });
  });

  test('of a list is of what the list shows', async () => {
    office.goTo(OPENED);
    const caseId = await untilDecision(office, 405);
    office.goTo(A_MONTH_LATER);
    const { tasks } = await office.desk(XIAOYI).ask('listTasks', { query: { limit: '100' } });
    const listed = tasks.find(({ taskId }) => taskId === `${caseId}.1`);
    expect(listed?.shown).toBe((await look(caseId)).shown);
    office.goTo(OPENED);
  });
});

test('a trial of the same facts shows the same', async () => {
  office.goTo(OPENED);
  const caseId = await untilDecision(office, 406);
  const { facts, task } = await office.show(XIAOYI, caseId);
  const asked = { params: { kind: 'late-payment' }, body: { ...facts, paidOn: '2026-03-10' } };
  expect((await office.desk(XIAOYI).submit('assess', asked)).shown).toBe(task?.shown);
});

describe('what is shown', () => {
  const policy = tableOn('141181', 2026, '2026-03-10');
  const request = {
    region: '141181',
    coverageYear: 2026,
    paidOn: localDate('2026-03-10'),
    history: { insuredYears: [2024, 2025] },
  };
  const before = assessLatePayment(request, policy);

  test('is the same by a table that says the same under another name and in other words', () => {
    const renamed = { ...before, policy: { ...before.policy, version: 'another' } };
    const said = { ...renamed, basis: before.basis.map((entry) => ({ ...entry, quote: `${entry.quote}。` })) };
    expect(shownOf(said)).toBe(shownOf(before));
  });

  test('is another where a figure or a clause is another, and says which', () => {
    const dearer = { ...before, amounts: { ...before.amounts, payable: '1.00' } };
    expect(differencesOf(before, dearer)).toEqual([
      { path: 'amounts.payable', was: before.amounts.payable, is: '1.00' },
    ]);
    const elsewhere = { ...before, basis: before.basis.filter(({ clause }) => clause !== before.basis[0]?.clause) };
    expect(shownOf(elsewhere)).not.toBe(shownOf(before));
    expect(differencesOf(before, elsewhere).map(({ path }) => path)).toEqual(['basis']);
  });
});
