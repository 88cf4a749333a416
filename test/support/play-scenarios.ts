/** Plays all scenarios on one running machine, everything that happens in the order of its time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { synthesize } from '../../infra/synthesize.ts';
import type { Scenario, Step } from './scenario.ts';

const taskSchema = z.looseObject({
  taskId: z.string(),
  reviews: z.array(z.looseObject({ code: z.string(), field: z.string(), settledBy: z.string() })),
  confirmations: z.array(z.looseObject({ field: z.string() })),
});
const caseSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  task: taskSchema.nullable(),
  notices: z.array(z.looseObject({ occasion: z.string(), title: z.string(), body: z.array(z.string()) })).optional(),
});

export interface PlayedScenario {
  state: string;
  /** Names of the states of the state machine, in the order entered. */
  entered: string[];
  calls: number;
  notices: { occasion: string; title: string; body: string[] }[];
  /** Everything that the execution was passed or answered, as text. */
  executionText: string;
}

const DAY = 86_400_000;
/** Longer than the last wait of any scenario. */
const AFTERWARDS = 200 * DAY;
/** What has ended is kept for 90 days: somebody has to look in between. */
const LOOK_EVERY = 30 * DAY;

export async function playScenarios(scenarios: readonly Scenario[]): Promise<Map<string, PlayedScenario>> {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-scenarios-'));
  const assembly = join(folder, 'assembly');
  await synthesize({ outdir: assembly, region: 'cn-northwest-1', validate: false });
  const happenings = scenarios
    .flatMap((scenario) => [
      { at: Date.parse(scenario.opened), scenario, step: null },
      ...scenario.steps.map((step) => ({ at: Date.parse(step.at), scenario, step })),
    ])
    .sort((one, other) => one.at - other.at);
  const clockFrom = (happenings[0]?.at ?? 0) - 60_000;
  const cloud = await startCloud({ data: join(folder, 'data'), port: 0, clockFrom, assembly });
  try {
    const office = openOffice(cloud);
    const underWay = new Map<Scenario, string>();
    const played = new Map<string, PlayedScenario>();

    async function moveTo(time: number): Promise<void> {
      for (let now = cloud.clock.now(); now < time; now = cloud.clock.now()) {
        await cloud.clock.move(Math.min(time, now + LOOK_EVERY));
        for (const [scenario, caseId] of underWay) {
          const result = await office.look(scenario, caseId);
          if (!result) continue;
          played.set(scenario.name, result);
          underWay.delete(scenario);
        }
      }
    }

    for (const { at, scenario, step } of happenings) {
      await moveTo(at);
      if (step === null) underWay.set(scenario, await office.open(scenario));
      else await office.act(scenario, underWay.get(scenario) ?? '', step);
    }
    await moveTo(cloud.clock.now() + AFTERWARDS);
    return played;
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Role = 'caseworker' | 'tax';

function openOffice(cloud: Cloud) {
  const states = new SFNClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });

  async function call(role: Role, region: string, method: string, path: string, body?: object, key?: string) {
    const token = await cloud.token({ sub: `${role}-1`, role, regions: [region] });
    const response = await fetch(cloud.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return JSON.parse(answer);
  }

  const show = async ({ facts }: Scenario, caseId: string) =>
    caseSchema.parse(await call('caseworker', facts.region, 'GET', `/cases/${caseId}`));

  return {
    async open({ name, person, facts }: Scenario): Promise<string> {
      const opened = await call('caseworker', facts.region, 'POST', '/cases', { person, facts }, `scenario-${name}`);
      return caseSchema.parse(opened).caseId;
    },

    async act(scenario: Scenario, caseId: string, step: Step): Promise<void> {
      const { facts, person, name } = scenario;
      if (step.does === 'withdraw') {
        await call('caseworker', facts.region, 'POST', `/cases/${caseId}/withdrawal`, { reason: step.reason });
      } else if (step.does === 'pay') {
        const { region, coverageYear } = facts;
        const { amount, collectedOn } = step;
        const payment = { voucherNumber: `V-${name}`, idNumber: person.idNumber, region, coverageYear };
        await call('tax', region, 'POST', '/payments', { ...payment, amount, collectedOn });
      } else {
        const { task } = await show(scenario, caseId);
        if (!task) throw new Error(`${name}: no task at ${step.at}`);
        await call('caseworker', facts.region, 'POST', `/tasks/${task.taskId}/decision`, decisionOf(step, task));
      }
    },

    /** Null while the execution is under way. */
    async look(scenario: Scenario, caseId: string): Promise<PlayedScenario | null> {
      const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
      const machineArn = stateMachines[0]?.stateMachineArn ?? '';
      const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${caseId}`;
      const { status } = await states.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING') return null;
      const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      const { state, notices = [] } = await show(scenario, caseId);
      return {
        state,
        entered: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
        calls: events.filter(({ type }) => type === 'TaskScheduled').length,
        notices,
        executionText: JSON.stringify(events),
      };
    },
  };
}

function decisionOf(step: Exclude<Step, { does: 'withdraw' | 'pay' }>, task: z.output<typeof taskSchema>): object {
  const { at: _at, does: action, ...rest } = step;
  if (action !== 'approve') return { action, ...rest };
  const acknowledged = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  return {
    action,
    confirm: task.confirmations.map(({ field }) => field),
    acknowledge: acknowledged.map(({ code, field }) => `${code} ${field}`),
  };
}
