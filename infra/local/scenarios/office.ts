import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { executionArn as executionArnOf, executionName } from '../../../functions/runtime/executions.ts';
import type { Cloud } from '../cloud.ts';
import { type Answer, type Desk, openDesk } from '../desk/desk.ts';
import type { SignInClaims } from '../sign-in/claims.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

type Task = NonNullable<Answer<'getCase'>['task']>;
type Deciding = Exclude<ScenarioStep, { does: 'withdraw' | 'pay' | 'record' | 'tell_result' }>;

/** What came of a scenario. */
export interface PlayedScenario {
  state: string;
  /** Names of the states of the state machine, in the order entered, of all executions one after the other. */
  entered: string[];
  calls: number;
  notices: { occasion: string; title: string; body: string[] }[];
  /** Everything that the execution was passed or answered, as text. */
  executionText: string;
}

/** The people of an agency, who do what a scenario says. Whatever is refused is thrown. @param deskOf gives each a desk */
export function openPeople(deskOf: (role: SignInClaims['role'], ...regions: string[]) => Desk) {
  const show = (scenario: Scenario, id: string) =>
    deskOf('caseworker', ...regionsOf(scenario)).ask('getCase', { params: { id } });

  async function open({ name, workflow, person, facts, opening: given }: Scenario): Promise<string> {
    const body = { kind: workflow, ...(given ?? { person, facts }) };
    const headers = { 'idempotency-key': `scenario-${name}` };
    return (await deskOf('caseworker', facts.region).submit('openCase', { body, headers })).caseId;
  }

  async function act(scenario: Scenario, caseId: string, step: ScenarioStep): Promise<void> {
    const { facts, person, name } = scenario;
    const regions = regionsOf(scenario);
    const caseworker = deskOf('caseworker', ...regions);
    const params = { id: caseId };
    if (step.does === 'withdraw') {
      await caseworker.ask('withdrawCase', { params, body: { reason: step.reason } });
    } else if (step.does === 'record') {
      const headers = { 'idempotency-key': `event-${name}-${step.at}` };
      await caseworker.submit('recordEvent', { params, body: step.event, headers });
    } else if (step.does === 'pay') {
      const { region = facts.region, coverageYear = facts.coverageYear, voucher = `V-${name}` } = step;
      const { amount, collectedOn } = step;
      const payment = { voucherNumber: voucher, idNumber: person.idNumber, region, coverageYear };
      await deskOf('tax', region).ask('recordPayment', { body: { ...payment, amount, collectedOn } });
    } else if (step.does === 'tell_result') {
      const shown = await show(scenario, caseId);
      const payouts = shown.kind === 'refund' ? shown.payouts : [];
      const { instruction = '', amount = '' } = payouts.at(-1) ?? {};
      const { outcome, reason, at } = step;
      const result = { outcome, amount, on: at.slice(0, 10), reference: `B-${payouts.length}-${name}`, reason };
      const order = { params: { instruction }, body: result };
      await deskOf('treasury', ...regions).ask('recordPayoutResult', order);
    } else {
      const { task } = await show(scenario, caseId);
      if (!task) throw new Error(`${name}: no task at ${step.at}`);
      await decide(scenario, step, task);
    }
  }

  async function decide(scenario: Scenario, step: Deciding, task: Task): Promise<void> {
    const who = ('by' in step && step.by) || 'caseworker';
    const decision = { params: { id: task.taskId }, body: decisionOf(step, task) };
    await deskOf(who, ...regionsOf(scenario)).submit('decideTask', decision);
  }

  return { show, open, act, decide };
}

/** The same on a machine, over HTTP. */
export function openOffice(cloud: Cloud) {
  const states = new SFNClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });

  const deskOf = (role: SignInClaims['role'], ...regions: string[]): Desk =>
    openDesk(cloud.url, () => cloud.token({ sub: `${role}-1`, role, regions }));
  const people = openPeople(deskOf);

  async function machineOf({ workflow }: Scenario): Promise<string> {
    const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
    return stateMachines.find(({ name }) => name?.endsWith(`-${workflow}`))?.stateMachineArn ?? '';
  }

  /** Executions that were ended for a new one, by case: they are forgotten before their case ends. */
  const renewed = new Map<string, HistoryEvent[][]>();

  /** What all executions of a case went through; null while one is under way, or the next one about to start. */
  async function wentThrough(scenario: Scenario, caseId: string): Promise<HistoryEvent[] | null> {
    const before = renewed.get(caseId) ?? [];
    const executionArn = executionArnOf(await machineOf(scenario), executionName(caseId, before.length));
    const status = await statusOf(executionArn);
    if (status === undefined || status === 'RUNNING') return null;
    const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    if (status !== 'ABORTED') return [...before, events].flat();
    renewed.set(caseId, [...before, events]);
    return wentThrough(scenario, caseId);
  }

  async function statusOf(executionArn: string): Promise<string | undefined> {
    try {
      return (await states.send(new DescribeExecutionCommand({ executionArn }))).status;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  }

  /** The tax office's file; one second for the machine to store it. */
  async function importPayments(idNumber: string, region: string, payments: Scenario['payments']): Promise<void> {
    const rows = payments.map(({ voucher, coverageYears, amount, collectedOn, payer = '本人' }) =>
      [voucher, idNumber, region, coverageYears, amount, collectedOn, payer].join(','),
    );
    const file = ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费人', ...rows, ''].join('\n');
    await deskOf('tax', region).ask('receiveImport', { params: { kind: 'payments' }, body: Buffer.from(file) });
    await cloud.clock.move(cloud.clock.now() + 1000);
  }

  return {
    async open(scenario: Scenario): Promise<string> {
      const { person, facts, payments } = scenario;
      if (payments.length > 0) await importPayments(person.idNumber, facts.region, payments);
      return people.open(scenario);
    },

    act: people.act,

    /** Null while the execution is under way. */
    async look(scenario: Scenario, caseId: string): Promise<PlayedScenario | null> {
      const events = await wentThrough(scenario, caseId);
      if (events === null) return null;
      const { state, notices } = await people.show(scenario, caseId);
      return {
        state,
        entered: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
        calls: events.filter(({ type }) => type === 'TaskScheduled').length,
        notices,
        executionText: JSON.stringify(events),
      };
    },

    /** Looks at everything that can be looked at, as people do beside their work. */
    async lookAround(region: string, coverageYear: number): Promise<void> {
      const caseworker = deskOf('caseworker', region);
      await caseworker.ask('listCases', {});
      await caseworker.ask('listTasks', {});
      await caseworker.ask('listPolicies', {});
      await caseworker.ask('getPolicy', { params: { region, coverageYear: String(coverageYear) } });
      const day = `${coverageYear}-01-12`;
      await deskOf('tax', region).ask('listCollections', { query: { region, day } });
      const request = { region, coverageYear, paidOn: day, history: { insuredYears: [] } };
      await caseworker.submit('assess', { params: { kind: 'late-payment' }, body: request });
      const { status } = await fetch(`${cloud.url}/estimate/${region}`);
      if (status !== 200) throw new Error(`the page without sign-in answered ${status}`);
    },
  };
}

/** Where the scenario begins and where it leads. */
export const regionsOf = ({ facts, steps }: Scenario): string[] => [
  facts.region,
  ...steps.flatMap((step) =>
    step.does === 'record' && typeof step.event.region === 'string' ? step.event.region : [],
  ),
];

function decisionOf(step: Deciding, task: Task): Record<string, unknown> {
  const { at: _at, does: action, by: _by, ...rest } = { by: undefined, ...step };
  if (action !== 'approve') return { action, ...rest };
  const acknowledged = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  return {
    action,
    confirm: task.confirmations.map(({ field }) => field),
    acknowledge: acknowledged.map(({ code, field }) => `${code} ${field}`),
    ...(task.shown !== null && { shown: task.shown }),
  };
}
