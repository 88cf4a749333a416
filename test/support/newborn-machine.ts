/**
 * The newborn's own state machine, in the interpreter of this machine, over its real functions, its real routes and
 * tables: only Lambda and the gateway are left out. Plays one scenario from its opening to its end in moved time.
 */
import { z } from 'zod';
import { executionName } from '../../functions/runtime/executions.ts';
import type { Answer } from '../../infra/local/desk/desk.ts';
import { openPeople } from '../../infra/local/scenarios/office.ts';
import type { Scenario } from '../../infra/local/scenarios/scenario.ts';
import { openOffice } from '../api/office.ts';
import { openMorningReminders } from './morning-reminders.ts';
import { openNearMachines } from './near-machines.ts';

const EXECUTIONS = 'arn:aws-cn:states:cn-northwest-1:000000000000:execution:newborn';
const DAY = 86_400_000;

export type ShownNewborn = Answer<'getCase'>;

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

  const people = openPeople((role, ...regions) => office.desk([role, regions.join(' '), `${role}-1`]));
  const look = people.show;

  /** All executions of a case, one after the other: one that was ended for the next is followed by it. */
  async function execution(caseId: string, run = 0): Promise<{ running: boolean; entered: string[]; text: string }> {
    const executionArn = `${EXECUTIONS}:${executionName(caseId, run)}`;
    const { body } = await machines.handle('DescribeExecution', { executionArn });
    const history = await machines.handle('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const { events } = historySchema.parse(history.body);
    const { status } = executionSchema.parse(body);
    const entered = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
    const own = { running: status === 'RUNNING', entered, text: JSON.stringify(events) };
    if (status !== 'ABORTED') return own;
    const next = await execution(caseId, run + 1);
    return { running: next.running, entered: [...entered, ...next.entered], text: own.text + next.text };
  }

  /** As every night, here every month, and what it leaves to the healing: no execution grows as old as a year. */
  let swept = Date.parse(opened);
  async function sweep(): Promise<void> {
    if (clock.now() < swept + 30 * DAY) return;
    swept = clock.now();
    const { handler } = await import('../../functions/tasks/operations/sweep-cases.ts');
    await handler({ source: 'canbao.sweep', scheduledTime: office.now() });
    await office.healPending();
  }

  return {
    office,
    attack,
    moveTo,
    look,
    async open(scenario: Scenario): Promise<string> {
      await moveTo(Date.parse(scenario.opened));
      return people.open(scenario);
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
          await sweep();
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
        await people.act(scenario, underWay.get(scenario) ?? '', step);
        // As the schedule does a minute later.
        await passTo(clock.now() + 1000);
        await office.healPending();
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
