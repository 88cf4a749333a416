import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { type MachineProcess, runOn, startMachine } from '../support/machine-process.ts';
import { livePayingLate, type Paid } from '../support/residents.ts';
import { openRunningMachine, type RunningMachine } from '../support/running-machine.ts';

/** After the period: each case needs a caseworker, and waits for months once it is paid. */
const START = '2026-03-10T09:00:00+08:00';
const TODAY = '2026-03-10';
/** Residents under way at a time. */
const AT_A_TIME = 6;

/** Cases opened, decided and paid before a machine is killed, together, at most. */
const MOST_CHANGES = 12;

/** What was found after all kills. */
export interface KillReport {
  kills: number;
  cases: number;
  /** Each sentence is something that must not be. */
  faults: string[];
}

/**
 * Runs `npm start` on one folder and kills it at random moments, while residents are taken through it; then lets time
 * pass until every case has ended, and counts.
 *
 * A machine is killed at work, after it has done some work, however long that took; one in five is killed while it starts.
 */
export async function killAgainAndAgain(times: number, tell: (line: string) => void = () => {}): Promise<KillReport> {
  const folder = makeFolder();
  const data = join(folder, 'data');
  const assembly = await keptAssembly();
  const start = (port = 0) =>
    startMachine(data, '--assembly', assembly, '--clock', START, '--unthrottled', '--port', String(port));

  let running = start();
  try {
    const url = await running.ready;
    const port = Number(new URL(url).port);
    let changes = 0;
    const machine = openRunningMachine(url, () => {
      changes += 1;
    });
    const tokens = {
      desk: runOn(data, 'token.ts', '--role', 'caseworker', '--regions', '141181'),
      tax: runOn(data, 'token.ts', '--role', 'tax', '--regions', '141181'),
    };
    let living = true;
    let residents = 0;
    const paid: Paid[] = [];
    const faults: string[] = [];
    const liveOneByOne = async () => {
      while (living) {
        await livePayingLate(machine, tokens, residents++, TODAY).then(
          (one) => paid.push(one),
          (error) => faults.push(String(error)),
        );
      }
    };
    const lives = Promise.all(Array.from({ length: AT_A_TIME }, liveOneByOne));

    let kills = 0;
    for (; kills < times && faults.length === 0; kills += 1) {
      if (Math.random() < 0.2) {
        await sleep(Math.random() * 2000);
      } else {
        await ready(running, faults);
        const enough = changes + Math.random() * MOST_CHANGES;
        while (changes < enough && faults.length === 0) await sleep(1);
        await sleep(Math.random() * 50);
      }
      await running.kill();
      tell(`killed ${kills + 1} times, ${paid.length} residents have paid`);
      running = start(port);
    }
    await ready(running, faults);
    living = false;
    await lives;
    faults.push(...(await findStopped(machine)));
    if (faults.length === 0) faults.push(...(await findFaults(machine, paid)));
    return { kills, cases: paid.length, faults };
  } finally {
    await running.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ready(running: MachineProcess, faults: string[]): Promise<void> {
  await running.ready.catch((error) => faults.push(String(error)));
}

const ledgerSchema = z.object({
  Items: z.array(z.looseObject({ entry: z.object({ S: z.string() }), amount: z.object({ S: z.string() }).optional() })),
  LastEvaluatedKey: z.unknown().optional(),
});
const executionsSchema = z.object({
  executions: z.array(z.object({ name: z.string(), status: z.string() })),
  nextToken: z.string().nullish(),
});
const historySchema = z.object({ events: z.array(z.object({ type: z.string() })) });
const failuresSchema = z.object({
  events: z.array(
    z.object({ taskFailedEventDetails: z.object({ error: z.string(), cause: z.string().optional() }).optional() }),
  ),
});
const caseSchema = z.object({ Item: z.looseObject({ state: z.object({ S: z.string() }), history: z.unknown() }) });
const entriesSchema = z.object({
  L: z.array(z.object({ M: z.looseObject({ seq: z.object({ N: z.string() }), event: z.object({ S: z.string() }) }) })),
});

/** Executions that have failed: before time moves on, and they are forgotten. */
async function findStopped(machine: RunningMachine): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, status } of await listExecutions(machine)) {
    if (status === 'RUNNING' || status === 'SUCCEEDED') continue;
    const executionArn = machine.executionsOf('canbao-late-payment') + name;
    const history = await machine.stepFunctions('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const { events } = failuresSchema.parse(history);
    const failures = events.flatMap(({ taskFailedEventDetails: task }) =>
      task ? [`${task.error}: ${task.cause}`] : [],
    );
    faults.push(`the execution of ${name} is ${status}: ${failures.join('; ')}`);
  }
  return faults;
}

/** Lets all benefits begin, then looks: every case insured, by one execution that ended once, and paid once. */
async function findFaults(machine: RunningMachine, paid: readonly Paid[]): Promise<string[]> {
  for (let month = 0; month < 4; month += 1) await machine.moveClock('P30D');
  const faults: string[] = [];
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) faults.push(sentence);
  };

  const executions = await listExecutions(machine);
  expect(executions.length === paid.length, `${executions.length} executions for ${paid.length} cases`);
  for (const { name, status } of executions) {
    expect(status === 'SUCCEEDED', `the execution of ${name} is ${status}`);
    const executionArn = machine.executionsOf('canbao-late-payment') + name;
    const history = await machine.stepFunctions('GetExecutionHistory', { executionArn, maxResults: 1000 });
    const ends = historySchema.parse(history).events.filter(({ type }) => /^Execution(?!Started)/.test(type));
    expect(ends.length === 1, `the execution of ${name} ended ${ends.length} times`);
  }

  const stored = await scanLedger(machine);
  const payments = stored.filter(({ entry }) => entry.S.startsWith('payment#'));
  expect(payments.length === paid.length, `${payments.length} payments are stored of ${paid.length}`);
  const sum = (amounts: string[]) => amounts.reduce((total, amount) => total + Math.round(Number(amount) * 100), 0);
  const [inLedger, told] = [sum(payments.map(({ amount }) => amount?.S ?? '')), sum(paid.map(({ amount }) => amount))];
  expect(inLedger === told, `${inLedger} fen are in the ledger, ${told} fen were paid`);

  const TableName = await machine.tableOf('Cases');
  for (const { caseId } of paid) {
    const { Item } = caseSchema.parse(await machine.dynamodb('GetItem', { TableName, Key: { caseId: { S: caseId } } }));
    expect(Item.state.S === 'insured', `${caseId} is ${Item.state.S}`);
    expect(!('pendingKey' in Item), `${caseId} still has an effect to come`);
    const entries = entriesSchema.parse(Item.history).L.map(({ M }) => M);
    expect(
      entries.every(({ seq }, index) => Number(seq.N) === index + 1),
      `the history of ${caseId} has gaps`,
    );
    const events = entries.map(({ event }) => event.S);
    for (const once of ['case_opened', 'payment_confirmed', 'insured']) {
      const times = events.filter((event) => event === once).length;
      expect(times === 1, `${caseId}: ${once} ${times} times in ${events.join(' ')}`);
    }
  }
  return faults;
}

async function listExecutions(machine: RunningMachine) {
  const stateMachineArn = machine
    .executionsOf('canbao-late-payment')
    .replace(':execution:', ':stateMachine:')
    .slice(0, -1);
  const found: z.output<typeof executionsSchema>['executions'] = [];
  let nextToken: string | undefined;
  do {
    const request = { stateMachineArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = executionsSchema.parse(await machine.stepFunctions('ListExecutions', request));
    found.push(...page.executions);
    nextToken = page.nextToken ?? undefined;
  } while (nextToken !== undefined);
  return found;
}

async function scanLedger(machine: RunningMachine) {
  const TableName = await machine.tableOf('Ledger');
  const items: z.output<typeof ledgerSchema>['Items'] = [];
  let from: unknown;
  do {
    const request = { TableName, ...(from === undefined ? {} : { ExclusiveStartKey: from }) };
    const page = ledgerSchema.parse(await machine.dynamodb('Scan', request));
    items.push(...page.Items);
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}
