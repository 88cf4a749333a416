/** AWS ends an execution after a year. Cases that live longer go on in a second one, which the nightly sweep asks for. */
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { caseSchema } from '../../functions/cases/case.ts';
import { renew } from '../../functions/cases/renew.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { takeUp } from '../../infra/backup/take-up.ts';
import { type Opening, openOffice, type Who } from '../api/office.ts';
import { openNearMachines } from '../support/near-machines.ts';

const DAY = 86_400_000;
const OPENED = '2025-01-08T09:00:00+08:00';
const STATES = 'arn:aws-cn:states:cn-northwest-1:000000000000:execution';

const noticesSchema = z.looseObject({ notices: z.array(z.looseObject({ occasion: z.string() })).optional() });
const statusSchema = z.looseObject({ status: z.string().optional() });
const decisionSchema = z.looseObject({
  task: z.looseObject({
    taskId: z.string(),
    reviews: z.array(z.looseObject({ code: z.string(), field: z.string(), settledBy: z.string() })),
    confirmations: z.array(z.looseObject({ field: z.string() })),
  }),
});

let office: Awaited<ReturnType<typeof openOffice>>;
let near: Awaited<ReturnType<typeof openNearMachines>>;
beforeAll(async () => {
  office = await openOffice(OPENED);
  near = await openNearMachines(office, ['newborn', 'late-payment', 'refund'], OPENED);
});
afterAll(async () => {
  await near.machines.close();
  await office.close();
});

const CHILD = {
  region: '141181',
  birthCertificateNumber: 'O140110102',
  bornOn: '2025-01-02',
  parent: { idNumber: '140402199002032185', name: '郭长河', phone: '13800138000' },
  childName: '任年年',
};
const REGISTERED = { event: 'registered', registeredOn: '2025-02-05', idNumber: '141181202501021012' };
const FACTS = { region: '141181', coverageYear: 2026 };
const DESK: Who = ['caseworker', '141181', 'desk'];

async function moveTo(instant: number): Promise<void> {
  for (let now = near.clock.now(); now < instant; now = near.clock.now()) {
    await near.clock.move(Math.min(instant, now + 20 * DAY));
    office.goTo(new Date(near.clock.now()).toISOString());
  }
}

/** The nightly sweep, and the healing of the minute after it. */
async function sweep(): Promise<unknown> {
  const { handler } = await import('../../functions/tasks/operations/sweep-cases.ts');
  const counts = await handler({ source: 'canbao.sweep', scheduledTime: new Date(near.clock.now()).toISOString() });
  await office.heal();
  await near.clock.move(near.clock.now() + 2 * 60_000);
  office.goTo(new Date(near.clock.now()).toISOString());
  await office.heal();
  return counts;
}

async function statusOf(kind: string, name: string): Promise<string | undefined> {
  const { body } = await near.machines.handle('DescribeExecution', { executionArn: `${STATES}:${kind}:${name}` });
  return statusSchema.parse(body).status;
}

async function stored(caseId: string) {
  const found = await openCaseStore(openDocumentClient(), 'Cases', caseSchema).get(caseId);
  if (!found) throw new Error(`no case ${caseId}`);
  return found;
}

const eventsOf = async (caseId: string): Promise<string[]> => (await stored(caseId)).history.map(({ event }) => event);

async function open(opening: Opening, key: string): Promise<string> {
  const caseId = await office.openCase(DESK, opening, key);
  // On a busy machine the first start of its execution may be given up; each minute's healing makes it again.
  await office.heal();
  return caseId;
}

describe('a case that outlives a year', () => {
  test('a child born on 2 January: the parents are waited for in a second execution, and told nothing twice', async () => {
    const caseId = await open({ kind: 'newborn', ...CHILD }, 'born-on-2-january');
    await moveTo(Date.parse('2025-02-05T09:00:00+08:00'));
    await office.post(DESK, `/cases/${caseId}/events`, REGISTERED, {
      'idempotency-key': 'registered-2-january',
    });
    await moveTo(near.clock.now() + 1000);
    await moveTo(Date.parse(OPENED) + 299 * DAY);
    expect(await sweep()).toEqual({ renewed: 0, takenUp: 0, failed: 0 });

    await moveTo(Date.parse(OPENED) + 301 * DAY);
    const { wait: before } = await stored(caseId);
    const said = await office.get(DESK, `/cases/${caseId}`);
    expect(await sweep()).toEqual({ renewed: 1, takenUp: 0, failed: 0 });
    expect(await statusOf('newborn', caseId)).toBe('ABORTED');
    expect(await statusOf('newborn', `${caseId}-1`)).toBe('RUNNING');
    const { wait, waits, pending } = await stored(caseId);
    expect({ ...wait, token: '' }).toEqual({ ...before, token: '' });
    expect([wait?.token === before?.token, `${caseId}.${waits}`, pending]).toEqual([false, wait?.waitId, undefined]);
    expect((await office.show(DESK, caseId)).notices).toEqual(said.body.notices);
    expect((await eventsOf(caseId)).slice(-2)).toEqual(['execution_renewed', 'wait_taken_over']);
    expect(await sweep()).toEqual({ renewed: 0, takenUp: 0, failed: 0 });

    // More than a year after it was opened.
    await moveTo(Date.parse('2026-01-20T09:00:00+08:00'));
    const payment = {
      voucherNumber: 'V-2-january',
      idNumber: '141181202501021012',
      region: '141181',
      coverageYear: 2026,
    };
    await office.post(['tax', '141181', 'tax'], '/payments', {
      ...payment,
      amount: '400.00',
      collectedOn: '2026-01-20',
    });
    await moveTo(near.clock.now() + 1000);
    await office.heal();
    await moveTo(near.clock.now() + 1000);
    expect(await statusOf('newborn', `${caseId}-1`)).toBe('RUNNING');
    const { task } = decisionSchema.parse(await office.show(DESK, caseId));
    const accepted = { opinion: '缴费期内缴费,予以确认。', benefitFrom: '2026-01-20' };
    await office.decide(DESK, task.taskId, { action: 'accept_payment', ...accepted });
    await moveTo(near.clock.now() + 1000);
    expect((await stored(caseId)).state).toBe('insured');
    expect(await statusOf('newborn', `${caseId}-1`)).toBe('SUCCEEDED');
  });
});

test('an open case whose execution was stopped is taken up where it waits; a withdrawn one ends in its new execution', async () => {
  const person = { idNumber: '141199198505172031', name: '试一人' };
  const facts = { ...FACTS, history: { insuredYears: [2025] } };
  const caseId = await open({ kind: 'late-payment', person, facts }, 'stopped-execution');
  await moveTo(near.clock.now() + 20 * 60_000);
  const { wait } = await stored(caseId);
  await near.machines.handle('StopExecution', { executionArn: `${STATES}:late-payment:${caseId}` });
  expect(await sweep()).toEqual({ renewed: 0, takenUp: 1, failed: 0 });
  expect({ ...(await stored(caseId)).wait, token: '' }).toEqual({ ...wait, token: '' });
  await office.withdraw(DESK, caseId, '本人要求撤回');
  await moveTo(near.clock.now() + 1000);
  expect((await stored(caseId)).state).toBe('withdrawn');
  expect(await statusOf('late-payment', `${caseId}-1`)).toBe('SUCCEEDED');
});

test('a take-up beside a renewal that is noted starts nothing more; after it, it takes the renewed case up', async () => {
  const person = { idNumber: '141199198505172103', name: '试一人' };
  const facts = { ...FACTS, history: { insuredYears: [2025] } };
  const caseId = await open({ kind: 'late-payment', person, facts }, 'noted-renewal');
  await moveTo(near.clock.now() + 20 * 60_000);
  const found = await stored(caseId);
  const takeUpAll = (anew: boolean) =>
    takeUp({
      client: openDocumentClient(),
      cases: 'Cases',
      states: new SFNClient({}),
      machines: `${STATES.replace('execution', 'stateMachine')}:`,
      anew,
      now: () => near.clock.now(),
    });
  // As the sweep notes it, before the minute's healing has come.
  const by = { at: new Date(near.clock.now()).toISOString(), by: 'system:SweepCases' };
  const noted = renew(found, { run: 1, instead: 0 }, by);
  if (noted === null) throw new Error('the case does not wait');
  await openCaseStore(openDocumentClient(), 'Cases', caseSchema).change(found, noted);
  await moveTo(near.clock.now() + 2 * 60_000);
  for (const anew of [false, true]) expect(await takeUpAll(anew)).not.toContain(caseId);
  await office.heal();
  await moveTo(near.clock.now() + 2 * 60_000);
  expect(await statusOf('late-payment', `${caseId}-1`)).toBe('RUNNING');
  expect(await takeUpAll(false)).not.toContain(caseId);

  await near.machines.handle('StopExecution', { executionArn: `${STATES}:late-payment:${caseId}-1` });
  expect(await takeUpAll(false)).toContain(caseId);
  await office.heal();
  await moveTo(near.clock.now() + 2 * 60_000);
  expect(await statusOf('late-payment', `${caseId}-2`)).toBe('RUNNING');
  expect((await stored(caseId)).wait?.kind).toBe(found.wait?.kind);
});

test('a case that was withdrawn while its execution was gone is told so by a new one, and let alone after that', async () => {
  const person = { idNumber: '141199198505172058', name: '试一人' };
  const facts = { ...FACTS, history: { insuredYears: [2025] } };
  const caseId = await open({ kind: 'late-payment', person, facts }, 'withdrawn-without-execution');
  await moveTo(near.clock.now() + 20 * 60_000);
  await near.machines.handle('StopExecution', { executionArn: `${STATES}:late-payment:${caseId}` });
  await office.withdraw(DESK, caseId, '本人要求撤回');
  const told = async () =>
    noticesSchema.parse(await office.show(DESK, caseId)).notices?.map(({ occasion }) => occasion);
  expect([(await stored(caseId)).state, await told()]).toEqual(['withdrawn', ['payment_notice']]);
  await moveTo(near.clock.now() + 20 * 60_000);
  expect(await sweep()).toEqual({ renewed: 0, takenUp: 1, failed: 0 });
  expect([(await stored(caseId)).state, await told()]).toEqual(['withdrawn', ['payment_notice', 'withdrawn']]);
  expect(await statusOf('late-payment', `${caseId}-1`)).toBe('SUCCEEDED');
  await moveTo(near.clock.now() + 20 * 60_000);
  expect(await sweep()).toEqual({ renewed: 0, takenUp: 0, failed: 0 });
});

describe('a late payment that outlives a year', () => {
  test('a late payment of 25 December: benefits begin on their day, in a third execution, and nothing is told twice', async () => {
    const person = { idNumber: '141199198501022036', name: '试年末' };
    await moveTo(Date.parse('2026-03-05T09:00:00+08:00'));
    const opened = near.clock.now();
    const caseId = await open(
      { kind: 'late-payment', person, facts: { ...FACTS, history: { insuredYears: [2014] } } },
      'paid-on-25-december',
    );
    await moveTo(near.clock.now() + 1000);
    const taskOf = async () => decisionSchema.parse(await office.show(DESK, caseId)).task;
    const document = '办法第五条';
    await office.decide(DESK, (await taskOf()).taskId, {
      action: 'supply',
      values: [{ field: 'wait.years_before', value: 'count', document }],
      opinion: '按办法计入。',
    });
    await moveTo(near.clock.now() + 1000);
    const task = await taskOf();
    await office.decide(DESK, task.taskId, {
      action: 'approve',
      confirm: task.confirmations.map(({ field }) => field),
      acknowledge: task.reviews.map(({ code, field }) => `${code} ${field}`),
    });
    await moveTo(near.clock.now() + 1000);
    await moveTo(Date.parse('2026-12-25T11:00:00+08:00'));
    const payment = { voucherNumber: 'V-25-december', idNumber: person.idNumber, region: '141181', coverageYear: 2026 };
    await office.post(['tax', '141181', 'tax'], '/payments', {
      ...payment,
      amount: '1100.00',
      collectedOn: '2026-12-25',
    });
    await moveTo(near.clock.now() + 1000);
    expect((await stored(caseId)).state).toBe('awaiting_benefits');
    await moveTo(opened + 301 * DAY);
    const events = await eventsOf(caseId);
    expect(await sweep()).toEqual({ renewed: 1, takenUp: 0, failed: 0 });
    expect(await eventsOf(caseId)).toEqual([...events, 'execution_renewed', 'wait_taken_over']);
    const { due } = (await stored(caseId)).wait ?? {};
    await moveTo(opened + 367 * DAY);
    expect(await statusOf('late-payment', `${caseId}-1`)).toBe('RUNNING');
    // With fourteen months to wait for, the second execution is renewed as well.
    await moveTo(opened + 602 * DAY);
    expect(await sweep()).toEqual({ renewed: 1, takenUp: 0, failed: 0 });
    expect(await statusOf('late-payment', `${caseId}-2`)).toBe('RUNNING');
    await moveTo(Date.parse(`${due}T00:00:00+08:00`) + DAY);
    const { state, history } = await stored(caseId);
    expect([state, history.at(-1)?.event]).toEqual(['insured', 'insured']);
    const { notices = [] } = noticesSchema.parse(await office.show(DESK, caseId));
    expect(notices.map(({ occasion }) => occasion).toSorted()).toEqual(['benefits_begin', 'payment_notice']);
    expect(Date.parse(history.at(-1)?.at ?? '')).toBeLessThan(Date.parse(`${due}T00:00:00+08:00`) + 60_000);
  });
});
