import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../synthesize.ts';
import { type Cloud, type CloudOptions, startCloud } from '../cloud.ts';
import { openOffice, type PlayedScenario } from './office.ts';
import type { Scenario } from './scenario.ts';

const DAY = 86_400_000;
/** Longer than the last wait of any scenario. */
const AFTERWARDS = 200 * DAY;
/** What has ended is kept for 90 days: somebody has to look in between. */
const LOOK_EVERY = 30 * DAY;

/**
 * Plays all scenarios on one machine of their own, everything that happens in the order of its time.
 * @param afterwards what else is looked at before the machine is gone
 */
export async function playScenarios(
  scenarios: readonly Scenario[],
  afterwards: (cloud: Cloud) => Promise<void> = async () => {},
): Promise<Map<string, PlayedScenario>> {
  return onAssembly((assembly) =>
    onNewMachine({ assembly, clockFrom: beforeAll(scenarios) }, async (cloud) => {
      const played = await playOn(cloud, scenarios);
      await afterwards(cloud);
      return played;
    }),
  );
}

/** Synthesizes the stacks into a folder for as long as the work takes. */
export async function onAssembly<Result>(work: (assembly: string) => Promise<Result>): Promise<Result> {
  const outdir = await mkdtemp(join(tmpdir(), 'canbao-assembly-'));
  try {
    await synthesize({ outdir, region: 'cn-northwest-1', validate: false });
    return await work(outdir);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

type NewMachine = Omit<CloudOptions, 'data' | 'port'>;

/** A minute before the first of the scenarios. */
export function beforeAll(scenarios: readonly Scenario[]): number {
  return Math.min(...scenarios.map(({ opened }) => Date.parse(opened))) - 60_000;
}

/** Starts a machine with no data for as long as the work takes. */
export async function onNewMachine<Result>(
  options: NewMachine,
  work: (cloud: Cloud) => Promise<Result>,
): Promise<Result> {
  const data = await mkdtemp(join(tmpdir(), 'canbao-scenarios-'));
  try {
    const cloud = await startCloud({ data, port: 0, ...options });
    try {
      return await work(cloud);
    } finally {
      await cloud.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** By name, what came of each scenario that has ended. @throws what the API refused to somebody */
export async function playOn(cloud: Cloud, scenarios: readonly Scenario[]): Promise<Map<string, PlayedScenario>> {
  const happenings = scenarios
    .flatMap((scenario) => [
      { at: Date.parse(scenario.opened), scenario, step: null },
      ...scenario.steps.map((step) => ({ at: Date.parse(step.at), scenario, step })),
    ])
    .sort((one, other) => one.at - other.at);
  const office = openOffice(cloud);
  const underWay = new Map<Scenario, string>();
  const played = new Map<string, PlayedScenario>();

  async function moveTo(time: number): Promise<void> {
    for (let now = cloud.clock.now(); now < time && played.size < scenarios.length; now = cloud.clock.now()) {
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
    if (step === null) {
      underWay.set(scenario, await office.open(scenario));
      continue;
    }
    const caseId = underWay.get(scenario);
    if (caseId === undefined) throw new Error(`${scenario.name} ended before ${step.at}`);
    await office.act(scenario, caseId, step);
  }
  await moveTo(cloud.clock.now() + AFTERWARDS);
  return played;
}
