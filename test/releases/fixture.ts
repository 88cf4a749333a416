/** A stopped machine as a release has left it: its tables as a backup, the journal of its executions, its secrets. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { backUp } from '../../infra/backup/back-up.ts';
import { restore } from '../../infra/backup/restore.ts';
import { withDatabase } from '../../infra/local/commands/stored-tables.ts';
import { type Scenario, scenarioSchema } from '../../infra/local/scenarios/scenario.ts';
import { CODE } from './kept-code.ts';

const storySchema = z.strictObject({
  stopped: z.iso.datetime({ offset: true }),
  /** Ids of the cases that were open, by scenario. */
  opened: z.record(z.string(), z.string()),
  /** As they were then: what is to come, and what comes of it. */
  scenarios: z.array(z.intersection(scenarioSchema.loose(), z.looseObject({ name: z.string(), workflow: z.string() }))),
});

interface Story {
  stopped: string;
  opened: ReadonlyMap<string, string>;
  scenarios: Scenario[];
}

export interface Fixture extends Story {
  release: string;
  machine: string;
  folder: string;
}

/** Where a machine keeps its executions, and the secrets that cases are sealed with. */
const EXECUTIONS = 'state-machines';
const SECRETS = 'secrets.json';
/** What a release deployed, beside its machines. */
const TEMPLATES = 'templates';
const DEFINITIONS = 'definitions';
const NOT_MACHINES = [TEMPLATES, DEFINITIONS, CODE];
const backupOf = (folder: string): string => join(folder, 'tables');

/** @param data folder of a machine that was stopped */
export async function writeFixture(folder: string, data: string, { stopped, opened, scenarios }: Story): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withDatabase({ data }, (client) =>
    backUp(client, { to: backupOf(folder), plain: false, now: new Date(stopped) }),
  );
  await cp(join(data, SECRETS), join(folder, SECRETS));
  await mkdir(join(folder, EXECUTIONS));
  for (const file of await readdir(join(data, EXECUTIONS))) {
    const packed = gzipSync(await readFile(join(data, EXECUTIONS, file)));
    await writeFile(join(folder, EXECUTIONS, `${file}.gz`), packed);
  }
  const story = { stopped, opened: Object.fromEntries(opened), scenarios };
  await writeFile(join(folder, 'story.json'), `${JSON.stringify(story, null, 2)}\n`);
}

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() })),
});
const stateMachineSchema = z.object({ StateMachineName: z.string(), DefinitionString: z.string() });

/** Keeps the templates that the release deployed, and the definition of each state machine as a file that people can compare. */
export async function writeTemplates(release: string, assembly: string): Promise<void> {
  await mkdir(join(release, TEMPLATES), { recursive: true });
  await mkdir(join(release, DEFINITIONS), { recursive: true });
  for (const file of (await readdir(assembly)).filter((name) => name.endsWith('.template.json'))) {
    const text = await readFile(join(assembly, file), 'utf8');
    await writeFile(join(release, TEMPLATES, `${file}.gz`), gzipSync(text));
    for (const { Type, Properties } of Object.values(templateSchema.parse(JSON.parse(text)).Resources)) {
      if (Type !== 'AWS::StepFunctions::StateMachine') continue;
      const { StateMachineName, DefinitionString } = stateMachineSchema.parse(Properties);
      const definition = JSON.stringify(JSON.parse(DefinitionString), null, 2);
      await writeFile(join(release, DEFINITIONS, `${StateMachineName}.json`), `${definition}\n`);
    }
  }
}

export async function readFixtures(): Promise<Fixture[]> {
  const here = import.meta.dirname;
  const releases = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = releases.map(async ({ name: release }) =>
    Promise.all(
      (await machinesOf(join(here, release))).map(async (machine): Promise<Fixture> => {
        const folder = join(here, release, machine);
        const { opened, ...story } = storySchema.parse(JSON.parse(await readFile(join(folder, 'story.json'), 'utf8')));
        return { ...story, opened: new Map(Object.entries(opened)), release, machine, folder };
      }),
    ),
  );
  return (await Promise.all(found)).flat();
}

/** The folders of a release that hold a stopped machine. */
async function machinesOf(release: string): Promise<string[]> {
  const entries = await readdir(release, { withFileTypes: true });
  return entries.flatMap(({ name }) => (NOT_MACHINES.includes(name) || name.includes('.') ? [] : [name]));
}

/** Makes the data folder of the stopped machine again. */
export async function layOut({ folder }: Fixture, data: string): Promise<void> {
  await mkdir(data, { recursive: true });
  await withDatabase({ data }, (client) => restore(client, { from: backupOf(folder), make: true }));
  await cp(join(folder, SECRETS), join(data, SECRETS));
  await mkdir(join(data, EXECUTIONS));
  for (const file of await readdir(join(folder, EXECUTIONS))) {
    const text = gunzipSync(await readFile(join(folder, EXECUTIONS, file)));
    await writeFile(join(data, EXECUTIONS, file.replace(/\.gz$/, '')), text);
  }
}
