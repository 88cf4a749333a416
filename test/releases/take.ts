/**
 * `npm run release:fixture -- VERSION`: plays cases on machines of the present program until they are stopped, and keeps what is
 * stored then under `test/releases/VERSION`, for later programs to go on from. Once a release, before its tag.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud } from '../../infra/local/cloud.ts';
import { readArguments, runCommand, UsageError } from '../../infra/local/commands/arguments.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { beforeAll, playPart } from '../../infra/local/scenarios/play-scenarios.ts';
import { writeFixture, writeTemplates } from './fixture.ts';
import { writeReader } from './kept-code.ts';
import { type ReleaseMachine, releaseMachines } from './machines.ts';

process.env.TZ = 'UTC';

await runCommand(async () => {
  const { positionals } = readArguments({
    name: 'release:fixture',
    does: `Plays cases on machines of the present program until they are stopped, and keeps what is stored then under
test/releases/VERSION, for later programs to go on from. Once a release, before its tag.`,
    takes: ['VERSION'],
    example: 'npm run release:fixture -- 1.2.3',
  });
  const [version = ''] = positionals;
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new UsageError(`${version} is not a version like 1.2.3`);
  const assembly = await keptAssembly();
  await writeTemplates(join(import.meta.dirname, version), assembly);
  await writeReader(join(import.meta.dirname, version));
  for (const { name, stopped, scenarios, prepare } of releaseMachines()) {
    const data = await mkdtemp(join(tmpdir(), 'canbao-release-'));
    try {
      const opened = await playUntil(stopped, scenarios, { assembly, data, prepare });
      const folder = join(import.meta.dirname, version, name);
      const underWay = scenarios.filter((scenario) => opened.has(scenario.name));
      await writeFixture(folder, data, { stopped, opened, scenarios: underWay });
      console.log(`${name}: ${[...opened.keys()].join(', ')}`);
    } finally {
      await rm(data, { recursive: true });
    }
  }
});

async function playUntil(
  stopped: string,
  scenarios: ReleaseMachine['scenarios'],
  { assembly, data, prepare }: { assembly: string; data: string } & Pick<ReleaseMachine, 'prepare'>,
): Promise<Map<string, string>> {
  const cloud = await startCloud({ data, port: 0, assembly, clockFrom: beforeAll(scenarios) });
  try {
    await prepare(cloud);
    return (await playPart(cloud, scenarios, { until: Date.parse(stopped) })).open;
  } finally {
    await cloud.close();
  }
}
