/**
 * The newborn's own state machine, in the interpreter of this machine, over its real functions, its real routes and
 * tables: only Lambda and the gateway are left out. Plays one scenario from its opening to its end in moved time.
 */
import { z } from 'zod';
import type { Scenario, Step } from '../../infra/local/scenarios/scenario.ts';
import { openOffice, type Who } from '../api/office.ts';
import { openMorningReminders } from './morning-reminders.ts';
import { openNearMachines } from './near-machines.ts';

const EXECUTIONS = 'arn:aws-cn:states:cn-northwest-1:000000000000:execution:newborn';
const DAY = 86_400_000;

const taskSchema = z.looseObject({
  taskId: z.string(),
  shown: z.string().nullable(),
  reviews: z.array(z.looseObject({ code: z.string(), field: z.string(), settledBy: z.string() })),
  confirmations: z.array(z.looseObject({ field: z.string() })),
});
const shownSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  region: z.string(),
  task: taskSchema.nullable(),
  notices: z.array(z.looseObject({ occasion: z.string(), title: z.string(), body: z.array(z.string()) })).default([]),
});
export type ShownNewborn = z.output<typeof shownSchema>;

export interface PlayedNewborn {
  caseId: string;
  /** Names of the states of the state machine, in the order entered. */
  entered: string[];
  /** Everything that the execution was passed or answered. */
  text: string;
  shown: ShownNewborn;
}

const executionSchema = z.looseObject({ status: z.string() });
const historySchema = z.looseObject({
  events: z.array(z.looseObject({ stateEnteredEventDetails: z.looseObject({ name: z.string() }).optional() })),
});

export type NewbornMachine = Awaited<ReturnType<typeof openNewbornMachine>>;

/** @param opened the instant at which the office opens */
export async function openNewbornMachine(opened: string) {
  const office = await openOffice(opened);
  const { clock, attack, machines } = await openNearMachines(office, ['newborn', 'late-payment', 'refund'], opened);

  const reminders = await openMorningReminders();

  async function moveTo(instant: number): Promise<void> {
    if (instant > clock.now()) await clock.move(instant);
    office.goTo(new Date(clock.now()).toISOString());
  }

  async function act(scenario: Scenario, caseId: string, step: Step) {
    const { facts, person, name } = scenario;
    const who = deskOf(scenario);
    if (step.does === 'withdraw') return office.post(who, `/cases/${caseId}/withdrawal`, { reason: step.reason });
    if (step.does === 'record') {
      const headers = { 'idempotency-key': `event-${name}-${step.at}` };
      return office.post(who, `/cases/${caseId}/events`, step.event, headers);
    }
    if (step.does === 'pay') {
      const { region = facts.region, coverageYear = facts.coverageYear, voucher = `V-${name}` } = step;
      const { amount, collectedOn } = step;
      const payment = { voucherNumber: voucher, idNumber: person.idNumber, region, coverageYear, amount, collectedOn };
      return office.post(['tax', region, 'tax-window'], '/payments', payment);
    }
    const { task } = await look(scenario, caseId);
    if (!task) throw new Error(`${name}: no task at ${step.at}`);
    return office.post(who, `/tasks/${task.taskId}/decision`, decisionOf(step, task));
  }

  async function look(scenario: Scenario, caseId: string): Promise<ShownNewborn> {
    return shownSchema.parse((await office.get(deskOf(scenario), `/cases/${caseId}`)).body);
  }

  async function execution(caseId: string) {
    const executionArn = `${EXECUTIONS}:${caseId}`;
    const { body } = await machines.handle('DescribeExecution', { executionArn });
    const history = await machines.handle('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const { events } = historySchema.parse(history.body);
    return {
      running: executionSchema.parse(body).status === 'RUNNING',
      entered: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
      text: JSON.stringify(events),
    };
  }

  return {
    office,
    attack,
    moveTo,
    look,
    async open(scenario: Scenario): Promise<string> {
      await moveTo(Date.parse(scenario.opened));
      const opening = { kind: 'newborn', ...scenario.opening };
      const answer = await office.open(deskOf(scenario), opening, `scenario-${scenario.name}`);
      if (answer.status >= 300) throw new Error(`${scenario.name}: ${JSON.stringify(answer.body)}`);
      return shownSchema.parse(answer.body).caseId;
    },

    /** Everything that the scenarios say, in the order of its time, and then time until all have ended. */
    async play(scenarios: readonly Scenario[]): Promise<Map<string, PlayedNewborn>> {
      const underWay = new Map<Scenario, string>();
      const played = new Map<string, PlayedNewborn>();
      const happenings = scenarios
        .flatMap((scenario) => [
          { at: Date.parse(scenario.opened), scenario, step: null },
          ...scenario.steps.map((step) => ({ at: Date.parse(step.at), scenario, step })),
        ])
        .sort((one, other) => one.at - other.at);

      // What has ended is kept for 90 days: somebody has to look in between.
      async function passTo(instant: number): Promise<void> {
        for (let now = clock.now(); now < instant; now = clock.now()) {
          const morning = await reminders.next(now);
          await moveTo(Math.min(instant, now + 30 * DAY, morning ?? instant));
          if (clock.now() === morning) await reminders.run(morning);
          for (const [scenario, caseId] of underWay) {
            const { running, entered, text } = await execution(caseId);
            if (running) continue;
            played.set(scenario.name, { caseId, entered, text, shown: await look(scenario, caseId) });
            underWay.delete(scenario);
          }
        }
      }

      for (const { at, scenario, step } of happenings) {
        await passTo(at);
        if (step === null) {
          underWay.set(scenario, await this.open(scenario));
          continue;
        }
        const answer = await act(scenario, underWay.get(scenario) ?? '', step);
        if (answer.status >= 300) throw new Error(`${scenario.name} ${step.at}: ${JSON.stringify(answer.body)}`);
        // As the schedule does a minute later.
        await passTo(clock.now() + 1000);
        await office.heal();
        await passTo(clock.now() + 1000);
      }
      while (underWay.size > 0) await passTo(clock.now() + 30 * DAY);
      return played;
    },

    async close() {
      await machines.close();
      await office.close();
    },
  };
}

/** A caseworker of every region that the scenario touches. */
export const deskOf = ({ facts, steps }: Scenario): Who => [
  'caseworker',
  [
    facts.region,
    ...steps.flatMap((step) =>
      step.does === 'record' && typeof step.event.region === 'string' ? [step.event.region] : [],
    ),
  ].join(' '),
  'desk',
];

function decisionOf(
  step: Exclude<Step, { does: 'withdraw' | 'pay' | 'record' }>,
  task: z.output<typeof taskSchema>,
): object {
  const { at: _at, does: action, ...rest } = step;
  if (action !== 'approve') return { action, ...rest };
  const acknowledged = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  return {
    action,
    confirm: task.confirmations.map(({ field }) => field),
    ...(task.shown !== null && { shown: task.shown }),
    acknowledge: acknowledged.map(({ code, field }) => `${code} ${field}`),
  };
}
