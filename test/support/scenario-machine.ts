/**
 * Plays the scenarios of all workflows in the interpreter of this machine, over real functions, routes and tables: each
 * as often as a test likes, each time of other people, and interrupted at an effect of the test's choice.
 */
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { caseSchema, hasEnded } from '../../functions/cases/case.ts';
import { renew } from '../../functions/cases/renew.ts';
import { lastRun } from '../../functions/cases/run.ts';
import { addDays, dateOfInstant, localDate } from '../../functions/domain/calendar.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openPeople, regionsOf } from '../../infra/local/scenarios/office.ts';
import { type Scenario, type ScenarioStep, scenarioSchema } from '../../infra/local/scenarios/scenario.ts';
import { openOffice } from '../api/office.ts';
import { idNumber } from '../api/people.ts';
import { openMorningReminders } from './morning-reminders.ts';
import { openNearMachines } from './near-machines.ts';

const DAY = 86_400_000;
const RENEWED_AFTER = 300 * DAY;
/** All scenarios begin after it. */
const FIRST_DAY = '2024-01-01T09:00:00+08:00';
const WORKFLOWS = ['newborn', 'late-payment', 'refund'];

/** What is left in the tables at the end of a play, without what differs from one play to the next. */
export interface Left {
  state: string;
  notices: string[];
  ledger: string[];
  /** Reminders that are planned still, each with its year. */
  planned: string[];
  /** State of the case before each step. */
  before: string[];
  /** Effects that the tasks made, in order. */
  effects: string[];
  resumed: number;
}

export type ScenarioMachine = Awaited<ReturnType<typeof openScenarioMachine>>;

export async function openScenarioMachine() {
  const office = await openOffice(FIRST_DAY);
  const client = openDocumentClient();
  const ledger = openLedgerStore(client, 'Ledger');
  const cases = openCaseStore(client, 'Cases', caseSchema);
  const people = openPeople((role, ...regions) => office.desk([role, regions.join(' '), `${role}-1`]));
  const reminders = await openMorningReminders();
  let plays = 0;

  async function scan(TableName: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  }

  return {
    /**
     * @param interrupted the effect at which an outage begins, as its number in `effects` of an undisturbed play
     * @param model that undisturbed play
     */
    async play(template: Scenario, interrupted?: { at: number; model: Left }): Promise<Left> {
      plays += 1;
      const scenario = ofOthers(template, plays);
      const { clock, machines, attack } = await openNearMachines(office, WORKFLOWS, scenario.opened);
      const effects: string[] = [];
      let outage: string | null = null;
      let isOver = false;
      office.services.onWrite = (text) => {
        const effect = attack.tasksAtWork > 0 ? effectOf(text) : null;
        if (effect === null) return 'lives';
        if (interrupted && !isOver && effects.length === interrupted.at) outage ??= effect;
        if (effect === outage) return 'refused';
        effects.push(effect);
        return 'lives';
      };
      const before: string[] = [];
      let resumed = 0;
      let started = Date.parse(scenario.opened);
      const caseId = await open(scenario);
      const look = () => people.show(scenario, caseId);
      async function moveTo(instant: number): Promise<void> {
        if (instant > clock.now()) await clock.move(instant);
        office.goTo(new Date(clock.now()).toISOString());
      }
      async function settleDown(): Promise<void> {
        for (let turn = 0; turn < 4; turn += 1) {
          await moveTo(clock.now() + 1000);
          await office.healPending();
        }
        await moveTo(clock.now() + 1000);
      }
      /** As the nightly sweep notes it and the healing does it: no execution grows as old as a year. */
      async function renewExecution(): Promise<void> {
        const stored = await cases.get(caseId);
        const by = { at: new Date(clock.now()).toISOString(), by: 'system:SweepCases' };
        const run = stored ? lastRun(stored.history) : 0;
        const renewed = stored && renew(stored, { run: run + 1, instead: run }, by);
        if (!renewed || !(await cases.change(stored, renewed)).ok) return;
        started = clock.now();
        await settleDown();
      }
      async function resumeIfNeeded(): Promise<void> {
        if (outage === null || isOver || !(await look()).can.resumeCase.allowed) return;
        outage = null;
        isOver = true;
        resumed += 1;
        const desk = office.desk(['caseworker', regionsOf(scenario).join(' '), 'desk']);
        await desk.ask('resumeCase', { params: { id: caseId }, body: { reason: '数据库已恢复' } });
        await settleDown();
      }
      async function passTo(instant: number): Promise<void> {
        await settleDown();
        await resumeIfNeeded();
        for (let now = clock.now(); now < instant; now = clock.now()) {
          const morning = await reminders.next(now);
          await moveTo(Math.min(instant, now + 30 * DAY, morning ?? instant));
          if (clock.now() === morning) await reminders.run(morning);
          if (clock.now() - started > RENEWED_AFTER) await renewExecution();
          await resumeIfNeeded();
        }
      }
      /** What was decided before it was interrupted is asked again, and answered as before. */
      async function catchUp(expected: string | undefined, last: ScenarioStep | undefined): Promise<void> {
        for (let turn = 0; turn < 8; turn += 1) {
          const { state, task } = await look();
          if (state === expected || !task || hasEnded(state)) return;
          const approval = {
            at: '',
            does: 'approve' as const,
            ...(task.kind === 'second_review' && { by: 'approver' as const }),
          };
          const isReturned = last?.does === 'return' && (expected === 'awaiting_documents' || expected === '');
          // The documents are waited for, as they were before.
          if (isReturned && task.kind === 'documents') return;
          // Nobody answers it in the scenario either.
          if (!isReturned && !task.actions.includes('approve')) return;
          const again = isReturned ? stillAhead(last, clock.now()) : approval;
          await people.decide(scenario, again, task);
          await settleDown();
        }
      }

      for (const [index, step] of scenario.steps.entries()) {
        await passTo(Date.parse(step.at));
        if (interrupted) await catchUp(interrupted.model.before[index], scenario.steps[index - 1]);
        const shown = await look();
        before.push(shown.state);
        await people.act(scenario, caseId, step);
      }
      for (let month = 0; month < 40 && !hasEnded((await look()).state); month += 1) {
        await passTo(clock.now() + 30 * DAY);
        if (interrupted) await catchUp('', scenario.steps.at(-1));
      }
      await settleDown();
      await resumeIfNeeded();
      const { state, notices } = await look();
      const ref = personRefOf(await scan('Cases'), caseId);
      const own = (text: string) =>
        text.includes(caseId) || text.includes(ref) || text.includes(scenario.name.slice(-5));
      const left = (await scan('Ledger'))
        .map((item) => JSON.stringify(item, plain).replace(/"guardian":"[^"]*"/, '"guardian":"GUARDIAN"'))
        .filter((text) => own(text) && !/"request#|"found-by#|"siblings#|"collection#[^"#]*#/.test(text));
      office.services.onWrite = () => 'lives';
      const planned: string[] = [];
      for (const item of await scan('Reminders')) {
        const { subject, occasion, dueKey, coverageYear } = reminderSchema.parse(item);
        if (dueKey && own(subject)) planned.push(`${occasion} ${coverageYear}`);
        if (dueKey) await client.send(new DeleteCommand({ TableName: 'Reminders', Key: { subject, occasion } }));
      }
      await machines.close();
      return {
        state,
        notices: [
          ...new Set(
            // Whether one is reminded of documents hangs on how long the outage has lasted.
            notices
              .filter(({ occasion }) => !/^documents_\d{4}-/.test(occasion))
              .map(({ occasion }) =>
                occasion
                  .replace(/^(payment_(?:notice|reminder)(?:_last_day)?)_\d$/, '$1')
                  .replace(/^(documents_requested)_\d{4}-\d{2}-\d{2}/, '$1')
                  .replace(/-p\d{3}$/, ''),
              ),
          ),
        ].sort(),
        ledger: left.map((text) => withoutPlay(text, { caseId, ref, name: scenario.name })).sort(),
        planned: planned.sort(),
        before,
        effects,
        resumed,
      };
    },

    async close(): Promise<void> {
      await office.close();
    },
  };

  async function open(scenario: Scenario): Promise<string> {
    const { person, facts, payments, opened } = scenario;
    office.goTo(opened);
    for (const { coverageYears, collectedOn, ...payment } of payments) {
      await ledger.putPayment({
        payer: 'insured',
        ...payment,
        personRef: await referenceOf(person.idNumber),
        coverageYears: coverageYears.split(/\D+/).map(Number),
        region: facts.region,
        collectedOn: localDate(collectedOn),
        digest: payment.voucher,
        recordedAt: opened,
        recordedBy: 'import',
      });
    }
    return people.open(scenario);
  }
}

/** An outage may have lasted past the day until which documents were asked for: a desk then says a later one. */
function stillAhead<Step extends { until: string }>(step: Step, now: number): Step {
  const today = dateOfInstant(new Date(now).toISOString());
  return step.until > today ? step : { ...step, until: addDays(today, 30) };
}

const reminderSchema = z.looseObject({
  subject: z.string(),
  occasion: z.string(),
  dueKey: z.string().optional(),
  coverageYear: z.number().optional(),
});

/** The same, of people whom no other play has. */
function ofOthers(template: Scenario, play: number): Scenario {
  const { name, workflow, ...scenario } = template;
  const mark = `-p${String(play).padStart(3, '0')}`;
  const vouchers = [
    ...template.payments.map(({ voucher }) => voucher),
    ...template.steps.flatMap((step) => (step.does === 'pay' && step.voucher ? step.voucher : [])),
  ];
  let text = JSON.stringify(scenario);
  for (const voucher of vouchers) text = text.replaceAll(`"${voucher}"`, `"${voucher}${mark}"`);
  text = text.replaceAll(/"(O\d{6})\d{3}"/g, (_whole, first) => `"${first}${String(play).padStart(3, '0')}"`);
  text = text.replaceAll(/"\d{6}(\d{8})\d{3}[\dX]"/g, (_whole, born) => `"${idNumber(play, born)}"`);
  return { name: `${name}${mark}`, workflow, ...scenarioSchema.parse(JSON.parse(text)) };
}

async function referenceOf(number: string): Promise<string> {
  const { openPersonIdentity } = await import('../../functions/runtime/person-identity.ts');
  const { documentNumberSchema } = await import('../../functions/domain/person/identity-document.ts');
  return openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(documentNumberSchema.parse(number));
}

const writeSchema = z.looseObject({
  TableName: z.string(),
  Item: z.record(z.string(), z.looseObject({ S: z.string().optional() })).optional(),
  Key: z.record(z.string(), z.looseObject({ S: z.string().optional() })).optional(),
  UpdateExpression: z.string().optional(),
});

/** What a write does outside of the case, by name; null for a write of the case itself. */
function effectOf(text: string): string | null {
  const { TableName, Item, Key, UpdateExpression = 'put' } = writeSchema.parse(JSON.parse(text));
  if (TableName === 'Cases') return null;
  const { entry, occasion } = Item ?? Key ?? {};
  const what = entry?.S?.split('#')[0] ?? occasion?.S ?? '';
  return `${TableName} ${what} ${UpdateExpression.replaceAll(/[:#=]/g, '').slice(0, 40)}`;
}

const caseItemSchema = z.looseObject({ caseId: z.string(), person: z.looseObject({ ref: z.string() }) });
const personRefOf = (cases: readonly Record<string, unknown>[], caseId: string): string =>
  cases.map((item) => caseItemSchema.parse(item)).find((one) => one.caseId === caseId)?.person.ref ?? '?';

const DAYS = ['collectionDay', 'issuedOn', 'settledOn', 'pushedOn'];

/** Instants differ from play to play, and days by what an outage took; a set is a list. */
const plain = (key: string, value: unknown): unknown => {
  if (/(At|since|digest|sealed|ref|revision)$/i.test(key) && key !== 'personRef') return undefined;
  if (DAYS.includes(key)) return String(value).replace(/\d{4}-\d{2}-\d{2}/, 'DAY');
  return value instanceof Set ? [...value].sort() : value;
};

const withoutPlay = (text: string, { caseId, ref, name }: { caseId: string; ref: string; name: string }): string =>
  text
    .replaceAll(caseId, 'CASE')
    .replaceAll(caseId.replace(/^N/, 'L'), 'LATE')
    .replaceAll(ref, 'PERSON')
    .replaceAll(/birth#[\w-]+/g, 'birth#BIRTH')
    .replaceAll(/(\d{6}#\d{4}#)\d\d"/g, '$1SHARD"')
    .replaceAll(name.slice(-5), '')
    .replaceAll(name.slice(-5).toUpperCase(), '')
    .replaceAll(/\d{4}\*+[\dX]{4}/g, 'MASKED');
