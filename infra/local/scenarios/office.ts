import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import type { TokenClaims } from '../sign-in/claims.ts';
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
  payouts: z.array(z.looseObject({ instruction: z.string(), amount: z.string() })).optional(),
});

/** What came of a scenario. */
export interface PlayedScenario {
  state: string;
  /** Names of the states of the state machine, in the order entered. */
  entered: string[];
  calls: number;
  notices: { occasion: string; title: string; body: string[] }[];
  /** Everything that the execution was passed or answered, as text. */
  executionText: string;
}

/** The people of an agency, who do over HTTP what a scenario says. Whatever is refused is thrown. */
export function openOffice(cloud: Cloud) {
  const states = new SFNClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });

  async function call(
    role: TokenClaims['role'],
    region: string | readonly string[],
    method: string,
    path: string,
    body?: object,
    key?: string,
  ) {
    const token = await cloud.token({ sub: `${role}-1`, role, regions: [region].flat() });
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

  const show = async (scenario: Scenario, caseId: string) =>
    caseSchema.parse(await call('caseworker', regionsOf(scenario), 'GET', `/cases/${caseId}`));

  async function executionOf({ workflow }: Scenario, caseId: string): Promise<string> {
    const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
    const machine = stateMachines.find(({ name }) => name === `canbao-${workflow}`);
    return `${machine?.stateMachineArn?.replace(':stateMachine:', ':execution:')}:${caseId}`;
  }

  /** The tax office's file; one second for the machine to store it. */
  async function importPayments(idNumber: string, region: string, payments: Scenario['payments']): Promise<void> {
    const rows = payments.map(({ voucher, coverageYears, amount, collectedOn, payer = '本人' }) =>
      [voucher, idNumber, region, coverageYears, amount, collectedOn, payer].join(','),
    );
    const file = ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费人', ...rows, ''].join('\n');
    const token = await cloud.token({ sub: 'tax-1', role: 'tax', regions: [region] });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
    const response = await fetch(`${cloud.url}/imports/payments`, { method: 'POST', headers, body: file });
    if (!response.ok) throw new Error(await response.text());
    await cloud.clock.move(cloud.clock.now() + 1000);
  }

  return {
    async open({ name, workflow, person, facts, opening: given, payments }: Scenario): Promise<string> {
      if (payments.length > 0) await importPayments(person.idNumber, facts.region, payments);
      const opening = { kind: workflow, ...(given ?? { person, facts }) };
      const opened = await call('caseworker', facts.region, 'POST', '/cases', opening, `scenario-${name}`);
      return caseSchema.parse(opened).caseId;
    },

    async act(scenario: Scenario, caseId: string, step: Step): Promise<void> {
      const { facts, person, name } = scenario;
      const regions = regionsOf(scenario);
      if (step.does === 'withdraw') {
        await call('caseworker', regions, 'POST', `/cases/${caseId}/withdrawal`, { reason: step.reason });
      } else if (step.does === 'record') {
        await call('caseworker', regions, 'POST', `/cases/${caseId}/events`, step.event, `event-${name}-${step.at}`);
      } else if (step.does === 'pay') {
        const { region = facts.region, coverageYear = facts.coverageYear, voucher = `V-${name}` } = step;
        const { amount, collectedOn } = step;
        const payment = { voucherNumber: voucher, idNumber: person.idNumber, region, coverageYear };
        await call('tax', region, 'POST', '/payments', { ...payment, amount, collectedOn });
      } else if (step.does === 'tell_result') {
        const { payouts = [] } = await show(scenario, caseId);
        const { instruction = '', amount } = payouts.at(-1) ?? {};
        const { outcome, reason, at } = step;
        const result = { outcome, amount, on: at.slice(0, 10), reference: `B-${payouts.length}-${name}`, reason };
        await call('treasury', regions, 'POST', `/payouts/${instruction}/result`, result);
      } else {
        const { task } = await show(scenario, caseId);
        if (!task) throw new Error(`${name}: no task at ${step.at}`);
        const who = ('by' in step && step.by) || 'caseworker';
        await call(who, regions, 'POST', `/tasks/${task.taskId}/decision`, decisionOf(step, task));
      }
    },

    /** Null while the execution is under way. */
    async look(scenario: Scenario, caseId: string): Promise<PlayedScenario | null> {
      const executionArn = await executionOf(scenario, caseId);
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

    /** Looks at everything that can be looked at, as people do beside their work. */
    async lookAround(region: string, coverageYear: number): Promise<void> {
      for (const path of ['/cases', '/tasks', '/policies', `/policies/${region}/${coverageYear}`]) {
        await call('caseworker', region, 'GET', path);
      }
      await call('tax', region, 'GET', `/collections?region=${region}&day=${coverageYear}-01-12`);
      const request = { region, coverageYear, paidOn: `${coverageYear}-01-12`, history: { insuredYears: [] } };
      await call('caseworker', region, 'POST', '/assessments/late-payment', request);
    },
  };
}

/** Where the scenario begins and where it leads. */
const regionsOf = ({ facts, steps }: Scenario): string[] => [
  facts.region,
  ...steps.flatMap((step) =>
    step.does === 'record' && typeof step.event.region === 'string' ? step.event.region : [],
  ),
];

function decisionOf(
  step: Exclude<Step, { does: 'withdraw' | 'pay' | 'record' | 'tell_result' }>,
  task: z.output<typeof taskSchema>,
): object {
  const { at: _at, does: action, by: _by, ...rest } = { by: undefined, ...step };
  if (action !== 'approve') return { action, ...rest };
  const acknowledged = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  return {
    action,
    confirm: task.confirmations.map(({ field }) => field),
    acknowledge: acknowledged.map(({ code, field }) => `${code} ${field}`),
  };
}
