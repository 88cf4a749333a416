/**
 * `npm run demo`: plays three real cases through the whole system on this machine, in moved time. It prints each step:
 * who did what, what was decided, and from which clause. It keeps nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptAssembly } from '../../build/kept-assembly.ts';
import { parseTime } from '../../small-cloud/clock/kept-clock.ts';
import { type Cloud, startCloud } from '../cloud.ts';
import { type Answer, type Desk, type Input, newKey, openDesk } from '../desk/desk.ts';
import { readArguments } from './arguments.ts';

readArguments({
  name: 'demo',
  does: 'Plays three real cases through the whole system in moved time, each step printed: who did what, what was decided, and from which clause. It keeps nothing.',
  example: 'npm run demo',
});
process.env.TZ = 'UTC';

type Opening = Exclude<Input<'openCase'>['body'], { kind: 'refund' | 'newborn' }>;
type ShownCase = Extract<Answer<'getCase'>, { kind: 'late-payment' }>;

interface Resident {
  title: string;
  /** Synthetic: the sequence and the check digit are made up. */
  idNumber: string;
  name: string;
  facts: Opening['facts'];
  /** Answers to a missing value: its field, the value, and the document that says so. */
  supplies?: { field: string; value: string; document: string }[];
}

const RESIDENTS: (Resident & { opensAt: string })[] = [
  {
    opensAt: '2025-11-10T09:00:00+08:00',
    title: 'A 低保 person of Changzhi pays for 2025 after the period; the table does not know the aided amount',
    idNumber: '140403198506152422',
    name: '周海棠',
    facts: {
      region: '140400',
      coverageYear: 2025,
      identities: [{ category: 'subsistence_allowance', identifiedOn: '2022-05-01' }],
      history: { insuredYears: [2024] },
    },
    supplies: [{ field: 'aid.lines.0.pays', value: '80.00', document: '长医保函〔2024〕31号(演示)' }],
  },
  {
    opensAt: '2026-03-10T09:00:00+08:00',
    title: 'An ordinary resident of Xiaoyi pays for 2026 after the period',
    idNumber: '141181199002030016',
    name: '郭长河',
    facts: { region: '141181', coverageYear: 2026, history: { insuredYears: [2024, 2025] } },
  },
  {
    opensAt: '2026-06-12T09:00:00+08:00',
    title: 'A person of Xiaoyi, recognised as 监测对象 on 2026-06-01, who was not enrolled',
    idNumber: '141181197811224022',
    name: '任月桂',
    facts: {
      region: '141181',
      coverageYear: 2026,
      identities: [{ category: 'monitored', identifiedOn: '2026-06-01' }],
      history: { insuredYears: [2025] },
    },
  },
];

type Person = Parameters<Cloud['token']>[0];

const say = (text = ''): void => console.log(text);
const step = (cloud: Cloud, who: string, what: string): void => {
  const at = new Date(cloud.clock.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  say(`  ${at}  ${who.padEnd(15)} ${what}`);
};

const folder = mkdtempSync(join(tmpdir(), 'canbao-demo-'));
const [first] = RESIDENTS;
const cloud = await startCloud({
  data: join(folder, 'data'),
  port: 0,
  clockFrom: parseTime(first?.opensAt ?? ''),
  assembly: await keptAssembly(),
  // A slow machine shows the same.
  unhurried: true,
});
try {
  for (const [index, resident] of RESIDENTS.entries()) {
    await moveTo(resident.opensAt);
    say(`\n${index + 1}. ${resident.title}`);
    await playCase(resident);
  }
  say('\nEvery figure above is computed from a clause of a policy table and stored with its case.');
} finally {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
}

async function playCase(resident: Resident): Promise<void> {
  const { region, coverageYear } = resident.facts;
  const desk = deskOf({ sub: 'caseworker-li', role: 'caseworker', regions: [region] });
  const person = { idNumber: resident.idNumber, name: resident.name };
  const opened = await desk.ask('openCase', { body: { person, facts: resident.facts }, headers: newKey() });
  step(cloud, 'caseworker-li', `opened case ${opened.caseId}`);
  let shown = await until(desk, opened.caseId, ['awaiting_decision', 'awaiting_payment', 'awaiting_benefits']);
  while (shown.task) shown = await decide(desk, resident, shown, shown.task);
  tellDecision(shown);
  tellNotice(await untilTold(desk, opened.caseId, 'payment_notice'), 'payment_notice');

  const payable = shown.decision?.assessment.amounts.payable ?? '0.00';
  const tax = deskOf({ sub: 'tax-hall', role: 'tax', regions: [region] });
  const today = new Date(cloud.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await tax.ask('recordPayment', {
    body: {
      voucherNumber: `V${today.replaceAll('-', '')}-${opened.caseId.slice(-6)}`,
      idNumber: resident.idNumber,
      region,
      coverageYear,
      amount: payable,
      collectedOn: today,
      channel: 'wechat',
    },
  });
  step(cloud, 'tax-hall', `confirmed the collection of ${payable} yuan`);
  shown = await until(desk, opened.caseId, ['awaiting_benefits', 'insured']);
  const start = shown.decision?.assessment.benefit.start ?? today;
  if (start > today) await moveTo(`${start}T09:00:00+08:00`);
  shown = await until(desk, opened.caseId, ['insured']);
  step(cloud, 'state machine', `told the person: insured, benefits from ${start}`);
  tellNotice(shown, 'benefits_begin');
  say(`  history: ${shown.history.map(({ event }) => event).join(' → ')}`);
}

/** The caseworker supplies what is missing, then confirms what was adopted from elsewhere. */
async function decide(
  desk: Desk,
  resident: Resident,
  shown: ShownCase,
  task: NonNullable<ShownCase['task']>,
): Promise<ShownCase> {
  for (const { message } of task.reviews) step(cloud, 'state machine', `asks: ${message}`);
  const missing = task.reviews.some(({ settledBy }) => settledBy === 'value');
  const confirm = task.confirmations.map(({ field }) => field);
  for (const { label, value, clause, document } of task.confirmations) {
    step(cloud, 'state machine', `asks to confirm ${label} = ${JSON.stringify(value)}  [${clause}, ${document}]`);
  }
  const body: Input<'decideTask'>['body'] = missing
    ? { action: 'supply', values: resident.supplies ?? [], confirm, opinion: '按所附文件补充' }
    : { action: 'approve', confirm, ...(task.shown !== null && { shown: task.shown }) };
  await desk.ask('decideTask', { params: { id: task.taskId }, body });
  for (const { field, value, document } of missing ? (resident.supplies ?? []) : []) {
    step(cloud, 'caseworker-li', `supplied ${field} = ${value}  [${document}]`);
  }
  step(cloud, 'caseworker-li', missing ? 'confirmed the rest' : 'approved, each adopted value confirmed');
  return until(desk, shown.caseId, ['awaiting_decision', 'awaiting_payment', 'awaiting_benefits'], task.taskId);
}

function tellDecision({ decision }: ShownCase): void {
  if (!decision) return;
  const { amounts: sums, waiting, benefit, payers, basis, timing } = decision.assessment;
  const parts = `individual ${sums.individual}, subsidy ${sums.subsidy}, aid ${sums.aid}`;
  step(cloud, 'state machine', `decided: ${timing}; pays ${sums.payable} (${parts})`);
  const bearers = Object.entries(payers).map(([share, payer]) => `${share}: ${payer}`);
  if (bearers.length > 0) step(cloud, '', `borne by  ${bearers.join(', ')}`);
  step(
    cloud,
    '',
    `wait ${waiting.months} months, benefits from ${benefit.start} if paid today; pay by ${decision.payBy}`,
  );
  for (const { rule, clause, standing, quote } of basis)
    say(`      ${rule.padEnd(24)} ${clause.padEnd(9)} ${standing.padEnd(9)} ${quote}`);
}

function tellNotice({ notices }: ShownCase, occasion: string): void {
  const notice = notices.find((one) => one.occasion === occasion);
  if (!notice) return;
  say(`      ┌ ${notice.title}`);
  for (const line of notice.body) say(`      │ ${line}`);
}

async function moveTo(instant: string): Promise<void> {
  const seconds = Math.ceil((parseTime(instant) - cloud.clock.now()) / 1000);
  if (seconds <= 0) return;
  await cloud.move(`PT${seconds}S`);
  step(cloud, 'clock', 'moved');
}

function deskOf(who: Person): Desk {
  return openDesk(cloud.url, () => cloud.token(who));
}

async function show(desk: Desk, id: string): Promise<ShownCase> {
  const shown = await desk.ask('getCase', { params: { id } });
  if (shown.kind !== 'late-payment') throw new Error(`case ${id} is a ${shown.kind}`);
  return shown;
}

/** The case as soon as it is in one of the states, and past the task that was just decided. */
async function until(desk: Desk, caseId: string, states: string[], decided?: string): Promise<ShownCase> {
  for (;;) {
    const shown = await show(desk, caseId);
    if (shown.state === 'parked') throw new Error(`case ${caseId} is parked: ${shown.ending?.message}`);
    const waits = shown.state !== 'awaiting_decision' || (shown.task !== null && shown.task.taskId !== decided);
    if (states.includes(shown.state) && waits) return shown;
    await sleep(25);
  }
}

/** The case as soon as the person was told something. */
async function untilTold(desk: Desk, caseId: string, occasion: string): Promise<ShownCase> {
  for (;;) {
    const shown = await show(desk, caseId);
    if (shown.notices.some((notice) => notice.occasion === occasion)) return shown;
    await sleep(25);
  }
}
