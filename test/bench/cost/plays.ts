/** What is paid for each time: a case of each kind, a student of a batch, a reminder, a row of a file. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cloud, type CloudOptions, startCloud } from '../../../infra/local/cloud.ts';
import { openDesks, type Who } from '../../../infra/local/scenarios/desks.ts';
import { beforeAll, playOn } from '../../../infra/local/scenarios/play-scenarios.ts';
import { readScenarios, type Scenario } from '../../../infra/local/scenarios/scenario.ts';
import { idNumber } from '../../api/people.ts';
import { pdfWith } from '../../support/documents.ts';
import { startGateway } from '../../support/gateway.ts';
import { openRollOf } from '../../support/reminder-people.ts';
import { openRunningMachine } from '../../support/running-machine.ts';
import { departure, departuresFile, paymentsFile, UNIVERSITY } from '../../support/university.ts';
import { fill } from '../reminders/fill.ts';
import { makeResidents, populate, TODAY } from '../reminders/population.ts';
import { countTransitions } from './count-transitions.ts';

/** Something of which `units` are done on one machine. */
export interface Play {
  name: string;
  units: number;
  clockFrom: number;
  /** Puts into the data folder what is there before. */
  prepare?(machine: Omit<CloudOptions, 'port'>): Promise<void>;
  /** Does what is not metered. */
  begin?(cloud: Cloud): Promise<void>;
  /** Does all units; their state transitions, the calls that their state machines made, and requests of the bucket. */
  run(cloud: Cloud): Promise<{ transitions: number; calls?: number; objectsWritten?: number; objectsRead?: number }>;
}

export function listPlays({ cases, rows }: { cases: number; rows: number }): Play[] {
  return [
    playCases('late in the period', 'late-payment', 'straight-way', cases),
    playCases('late payer', 'late-payment', 'ordinary-late-payer', cases),
    playCases('refund', 'refund', 'paid-twice', cases),
    playCases("student's refund", 'refund', 'student-leaves', cases),
    playCases('newborn', 'newborn', 'born-registered-paid', cases),
    documents(cases),
    studentBatch(rows),
    reminders(rows),
    paymentsImport(rows),
  ];
}

function playCases(name: string, workflow: string, scenarioName: string, copies: number): Play {
  const scenario = readScenarios(workflow).find((one) => one.name === scenarioName);
  if (!scenario) throw new Error(`no scenario ${scenarioName}`);
  const scenarios = Array.from({ length: copies }, (_, at) => copyOf(scenario, at));
  return {
    name,
    units: copies,
    clockFrom: beforeAll(scenarios),
    async run(cloud) {
      const played = [...(await playOn(cloud, scenarios)).values()];
      const astray = played.find(({ state }) => state !== scenario.state);
      if (astray || played.length !== copies) throw new Error(`${name} ended in ${astray?.state}`);
      const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
      return {
        transitions: sum(played.map(({ entered }) => entered.length)),
        calls: sum(played.map(({ calls }) => calls)),
      };
    },
  };
}

/** The same of other people, with other vouchers and certificates. */
function copyOf(scenario: Scenario, at: number): Scenario {
  const text = JSON.stringify(scenario)
    .replaceAll(/\b\d{6}(\d{8})\d{3}[\dX]\b/g, (_number, born) => idNumber(300 + at, born))
    .replaceAll(/\bO(\d{6})\d{3}\b/g, (_number, start) => `O${start}${String(300 + at)}`)
    .replaceAll(`"${scenario.name}-`, `"${scenario.name}-${at}-`);
  const copy: Scenario = JSON.parse(text);
  return { ...copy, name: `${scenario.name}-${at}` };
}

const REGION = '141181';
const TAX: Who = { sub: 'tax-1', role: 'tax', regions: [REGION] };
const CLERK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const OFFICE: Who = { sub: 'office', role: 'university', regions: [], university: UNIVERSITY };

async function importPayments(cloud: Cloud, rows: number): Promise<void> {
  const { deskOf, waitFor } = openDesks(cloud);
  const tax = deskOf(TAX);
  const sent = { params: { kind: 'payments' }, body: paymentsFile(1, rows) } as const;
  const { importId: id } = await tax.ask('receiveImport', sent);
  await waitFor('the import of payments', async () => {
    const { state } = await tax.ask('getImport', { params: { id } });
    return state === 'done' ? state : undefined;
  });
}

function paymentsImport(rows: number): Play {
  return {
    name: 'payment imported',
    units: rows,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    async run(cloud) {
      await importPayments(cloud, rows);
      return { transitions: await countTransitions(openRunningMachine(cloud.url), 'canbao-imports') };
    },
  };
}

const DOCUMENTS_OF_CASE = 3;

/** Each is sent, taken in, and shown once. */
function documents(cases: number): Play {
  const caseIds: string[] = [];
  return {
    name: 'document',
    units: cases * DOCUMENTS_OF_CASE,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    async begin(cloud) {
      const desk = openDesks(cloud).deskOf(CLERK);
      for (let at = 0; at < cases; at += 1) {
        const { caseId } = await desk.ask('openCase', {
          headers: { 'idempotency-key': `document-${at}` },
          body: {
            person: { idNumber: idNumber(300 + at, '19900203'), name: '郭长河' },
            facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2025] } },
          },
        });
        caseIds.push(caseId);
      }
      await cloud.move('PT1S');
    },
    async run(cloud) {
      const desk = openDesks(cloud).deskOf(CLERK);
      for (const id of caseIds) {
        const params = { id };
        for (let at = 0; at < DOCUMENTS_OF_CASE; at += 1) {
          const content = pdfWith(`% ${id} ${at}`);
          const body = { files: [{ size: content.byteLength }] };
          const [upload] = (await desk.ask('startUploads', { params, body })).uploads;
          if (upload === undefined) throw new Error('no address');
          const headers = { 'content-type': upload.contentType };
          await fetch(upload.url, { method: 'PUT', headers, body: new Uint8Array(content) });
          const taken = { uploadId: upload.uploadId, material: 'statement' } as const;
          const { documentId: document } = await desk.ask('takeDocument', { params, body: taken });
          const { url } = await desk.ask('showDocument', { params: { id, document }, body: {} });
          await (await fetch(url)).arrayBuffer();
        }
      }
      // Sent and kept; looked at before it is taken in, and shown.
      const requests = 2 * caseIds.length * DOCUMENTS_OF_CASE;
      return { transitions: 0, objectsWritten: requests, objectsRead: requests };
    },
  };
}

function studentBatch(rows: number): Play {
  return {
    name: 'student in a batch',
    units: rows,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    begin: (cloud) => importPayments(cloud, rows),
    async run(cloud) {
      const { deskOf, waitFor } = openDesks(cloud);
      const office = deskOf(OFFICE);
      const body = departuresFile(Array.from({ length: rows }, (_, at) => departure(at + 1)));
      const params = { id: (await office.ask('receiveBatch', { body })).batchId };
      await office.ask('sendBatch', { params, body: { roll: rows } });
      await waitFor('the batch', async () => {
        const { state } = await office.ask('getBatch', { params });
        return state === 'opened' ? state : undefined;
      });
      return { transitions: await countTransitions(openRunningMachine(cloud.url), 'canbao-student-batch') };
    },
  };
}

function reminders(due: number): Play {
  return {
    name: 'reminder',
    units: due,
    clockFrom: Date.parse(`${TODAY}T08:58:00+08:00`),
    async prepare(machine) {
      // The first start makes the tables, and the secret by which people are sealed.
      const first = await startCloud({ ...machine, port: 0 });
      const { identity } = await openRollOf(first, machine.data);
      const residents = await makeResidents(due, identity);
      await first.close();
      await fill(join(machine.data, 'dynamodb'), populate(due, residents));
    },
    async run(cloud) {
      await cloud.move('PT2M1S');
      await sleep(0);
      return { transitions: await countTransitions(openRunningMachine(cloud.url), 'canbao-reminders') };
    },
  };
}

/** Runs the work on a machine with a gateway for its messages. */
export async function withGateway<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const gateway = await startGateway();
  try {
    return await work(gateway.url);
  } finally {
    await gateway.close();
  }
}
