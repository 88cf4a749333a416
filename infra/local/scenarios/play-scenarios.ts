import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptAssembly } from '../../build/kept-assembly.ts';
import { type Cloud, type CloudOptions, startCloud } from '../cloud.ts';
import { fewerNights } from './fewer-nights.ts';
import { openOffice, type PlayedScenario } from './office.ts';
import type { Scenario } from './scenario.ts';

const DAY = 86_400_000;
/** Longer than the last wait of any scenario. */
const AFTERWARDS = 320 * DAY;
/** What has ended is kept for 90 days: somebody has to look in between. And the sooner it is seen, the sooner it is over. */
const LOOK_EVERY = 7 * DAY;
/** For a longer time in which nothing is under way the machine is off: its nights would do nothing. */
const OFF_FROM = 20 * DAY;

/**
 * Plays all scenarios on one machine of their own, everything that happens in the order of its time.
 * @param afterwards what else is looked at before the machine is gone
 * @param given another database than the machine's own
 */
export async function playScenarios(
  scenarios: readonly Scenario[],
  afterwards: (cloud: Cloud) => Promise<void> = async () => {},
  given: Pick<NewMachine, 'dynamodb'> = {},
): Promise<Map<string, PlayedScenario>> {
  return withDataFolder(async (data) => {
    const assembly = await keptAssembly();
    const played = new Map<string, PlayedScenario>();
    for (let left = scenarios; left.length > 0; left = scenarios.filter(({ name }) => !played.has(name))) {
      const nights = fewerNights();
      const options = { assembly, clockFrom: beforeAll(left), between: nights.between, ...given };
      await onMachine(data, options, async (cloud) => {
        nights.on(cloud);
        const { played: now } = await playPart(cloud, left, { isOffWhenIdle: true });
        if (now.size === 0) throw new Error(`${left.map(({ name }) => name)} did not end`);
        for (const [name, result] of now) played.set(name, result);
        if (played.size === scenarios.length) await afterwards(cloud);
      });
    }
    return played;
  });
}

type NewMachine = Omit<CloudOptions, 'data' | 'port'>;

/** A minute before the first of the scenarios. */
export function beforeAll(scenarios: readonly Scenario[]): number {
  return Math.min(...scenarios.map(({ opened }) => Date.parse(opened))) - 60_000;
}

/** Starts a machine with no data for as long as the work takes. */
export function onNewMachine<Result>(options: NewMachine, work: (cloud: Cloud) => Promise<Result>): Promise<Result> {
  return withDataFolder((data) => onMachine(data, options, work));
}

async function withDataFolder<Result>(work: (data: string) => Promise<Result>): Promise<Result> {
  const data = await mkdtemp(join(tmpdir(), 'canbao-scenarios-'));
  try {
    return await work(data);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function onMachine<Result>(
  data: string,
  options: NewMachine,
  work: (cloud: Cloud) => Promise<Result>,
): Promise<Result> {
  const cloud = await startCloud({ data, port: 0, unhurried: true, ...options });
  try {
    return await work(cloud);
  } finally {
    await cloud.close();
  }
}

interface Part {
  /** Ids of cases that are open, by scenario: what happened to them up to now is not played again. */
  opened?: ReadonlyMap<string, string>;
  /** Nothing is played that happens later. */
  until?: number;
  /** Ends once nothing is under way for long. */
  isOffWhenIdle?: boolean;
  /** Ends early: what is wanted is known. */
  isOver?: () => boolean;
}

interface Played {
  /** By name, what came of each scenario that has ended. */
  played: Map<string, PlayedScenario>;
  /** Ids of the cases that are open, by scenario. */
  open: Map<string, string>;
}

/** By name, what came of each scenario that has ended. @throws what the API refused to somebody */
export const playOn = async (
  cloud: Cloud,
  scenarios: readonly Scenario[],
  part: Part = {},
): Promise<Map<string, PlayedScenario>> => (await playPart(cloud, scenarios, part)).played;

/** Plays scenarios from where they are, to their end or to a moment. @throws what the API refused to somebody */
export async function playPart(cloud: Cloud, scenarios: readonly Scenario[], part: Part = {}): Promise<Played> {
  const { opened = new Map<string, string>(), until = Number.POSITIVE_INFINITY, isOver = () => false } = part;
  const begin = cloud.clock.now();
  const happenings = scenarios
    .flatMap((scenario) => [
      { at: Date.parse(scenario.opened), scenario, step: null },
      ...scenario.steps.map((step) => ({ at: Date.parse(step.at), scenario, step })),
    ])
    .filter(({ at, scenario }) => at <= until && (at > begin || !opened.has(scenario.name)))
    .sort((one, other) => one.at - other.at);
  const office = openOffice(cloud);
  const underWay = new Map<Scenario, string>();
  for (const scenario of scenarios) {
    const caseId = opened.get(scenario.name);
    if (caseId !== undefined) underWay.set(scenario, caseId);
  }
  const played = new Map<string, PlayedScenario>();

  const isEnough = () => isOver() || played.size === scenarios.length;
  const isOff = (next: number) =>
    part.isOffWhenIdle === true && underWay.size === 0 && played.size > 0 && next - cloud.clock.now() > OFF_FROM;

  async function moveTo(time: number): Promise<void> {
    for (let now = cloud.clock.now(); now < time && !isEnough() && !isOff(time); now = cloud.clock.now()) {
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
    if (isEnough() || isOff(at)) break;
    if (step === null) {
      underWay.set(scenario, await office.open(scenario));
      continue;
    }
    const caseId = underWay.get(scenario);
    if (caseId === undefined) throw new Error(`${scenario.name} ended before ${step.at}`);
    await office.act(scenario, caseId, step);
  }
  await moveTo(Math.min(cloud.clock.now() + AFTERWARDS, until));
  return { played, open: new Map([...underWay].map(([{ name }, caseId]) => [name, caseId])) };
}
