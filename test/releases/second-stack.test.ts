/** The way of a stack that cannot be updated in place: a second one with a prefix takes its tables, and its cases go on. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { synthesize } from '../../infra/build/synthesize.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesks } from '../../infra/local/scenarios/desks.ts';
import { fewerNights } from '../../infra/local/scenarios/fewer-nights.ts';
import { playPart } from '../../infra/local/scenarios/play-scenarios.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../infra/small-cloud/services/dynamodb/serve-dynamodb.ts';
import { runCommandFile } from '../support/stopped-machine.ts';
import { verifyCloud } from '../support/verify-cloud.ts';
import { layOut, readFixtures } from './fixture.ts';

const PREFIX = 'canbao2';
const region = 'cn-northwest-1';
const fixtures = (await readFixtures()).filter(({ release }) => release === '0.1.0');

let folder = '';
let assembly = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-second-stack-'));
  assembly = await synthesize({ outdir: join(folder, 'assembly'), region, prefix: PREFIX, validate: false });
});
afterAll(() => rm(folder, { recursive: true }));

/** Whoever may ask a service. */
const credentialsOf = ({ accessKeyId, secretAccessKey }: Cloud['owner']) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
});

async function run(name: string, args: string[], environment = {}): Promise<string> {
  const { status, stdout, stderr } = await runCommandFile(name, args, environment);
  expect([name, status, stderr]).toEqual([name, 0, '']);
  return stdout;
}

/** The tables of the first stack behind an address, as on AWS. */
async function backUpFrom(data: string, to: string): Promise<string> {
  const database = await openOwnDynamoDb({
    path: join(data, 'dynamodb'),
    region,
    account: '000000000000',
    log: () => {},
  });
  const served = await serveDynamoDb(database);
  const owner = { accessKeyId: 'local', secretAccessKey: 'local' };
  try {
    return await run('backup', ['--endpoint', served.endpoint, '--to', to], credentialsOf(owner));
  } finally {
    await served.close();
  }
}

const secretsSchema = z.record(z.string(), z.looseObject({ secretString: z.string() }));

/** As the operator does it: the text of the first stack's person secret becomes that of the second one. */
async function copyPersonSecret(data: string, { url, owner }: Cloud): Promise<void> {
  const secrets = secretsSchema.parse(JSON.parse(await readFile(join(data, 'secrets.json'), 'utf8')));
  const [SecretString] = Object.entries(secrets).flatMap(([name, one]) =>
    name.includes('PersonSecret') ? [one.secretString] : [],
  );
  const client = new SecretsManagerClient({ endpoint: url, region, credentials: owner });
  const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
  const SecretId = SecretList.find(({ Name = '' }) => Name.startsWith(`${PREFIX}-data-PersonSecret`))?.Name;
  await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
  expect((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString).toBe(SecretString);
  client.destroy();
}

/** The healing of some minute starts the executions, and each takes over the wait of its case. */
async function untilTakenUp(cloud: Cloud, caseIds: readonly string[]): Promise<void> {
  const auditor = openDesks(cloud).deskOf({ sub: 'auditor', role: 'auditor', regions: [] });
  for (const id of caseIds) {
    const isToStart = async () =>
      (await auditor.ask('getCase', { params: { id } })).history.at(-1)?.by === 'system:take-up';
    while (await isToStart()) await cloud.move('PT1M');
  }
}

test('there is a fixture of 0.1.0', () => expect(fixtures.length).toBeGreaterThan(0));

describe.each(fixtures)('$machine of a stack of 0.1.0', ({ machine, scenarios, opened, stopped, ...rest }) => {
  test('go on in a second stack with a prefix, to the ends that they had, and nobody is told twice', async () => {
    const at = (name: string) => join(folder, `${machine}-${name}`);
    const [first, second, saved] = [at('first'), at('second'), at('saved')];
    await layOut({ machine, scenarios, opened, stopped, ...rest }, first);
    const kept = await backUpFrom(first, saved);

    const clockFrom = Date.parse(stopped);
    const nights = fewerNights();
    const cloud = await startCloud({ data: second, port: 0, assembly, clockFrom, between: nights.between });
    try {
      nights.on(cloud);
      const target = ['--endpoint', cloud.url, '--prefix', PREFIX];
      expect(await run('restore', ['--from', saved, ...target], credentialsOf(cloud.owner))).toBe(kept);
      await copyPersonSecret(first, cloud);
      expect(await verifyCloud(cloud)).toMatchObject({ cases: scenarios.length, findings: [] });

      const taken = (await run('take-up', ['--data', second, '--prefix', PREFIX])).trim().split('\n');
      expect(taken.toSorted()).toEqual([`${opened.size} cases go on within a minute`, ...opened.values()].toSorted());
      await untilTakenUp(cloud, [...opened.values()]);
      const { played, open } = await playPart(cloud, scenarios, { opened });

      expect([...open.keys()]).toEqual([]);
      const ends = scenarios.map(({ name }) => {
        const { state, notices = [] } = played.get(name) ?? {};
        return { name, state, notices: notices.map(({ occasion }) => occasion).sort() };
      });
      expect(ends).toEqual(scenarios.map(({ name, state, notices }) => ({ name, state, notices: notices.toSorted() })));
      expect((await verifyCloud(cloud)).findings).toEqual([]);
    } finally {
      await cloud.close();
    }
  });
});
