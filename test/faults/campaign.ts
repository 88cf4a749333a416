import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { type GatewayMood, startGateway } from '../support/gateway.ts';
import { type Agency, openAgency } from './agency.ts';
import { countQueued, findProblems, type Problem, type Standing, standingOf } from './findings.ts';
import { type Life, live, type Money, paymentsOf, VARIANTS, type Variant } from './lives.ts';
import type { Trouble } from './messages.ts';
import { startTroubled, type TroubledProcess } from './troubled-process.ts';

/** One thing that goes wrong once, or for as long as it takes to go wrong so many times. */
export type Fault =
  | { fault: 'kill -9' }
  | { fault: 'disk full'; forMs: number }
  | { fault: 'clock jumps'; by: string }
  | { fault: 'gateway'; mood: Extract<GatewayMood, string> }
  /** One of these each time, of all that passes so many in a hundred, until it was so often, or for six seconds. */
  | { fault: 'trouble'; troubles: readonly Trouble[]; percent: number; times: number };

/** People who come at a time of the year, and what goes wrong meanwhile, again and again until all are through. */
export interface Season {
  /** How far the clock is moved before, in steps of 30 days at most. */
  before: readonly string[];
  people: Partial<Record<Variant, number>>;
  faults: readonly Fault[];
}

export interface Campaign {
  from: string;
  /** People under way at a time. */
  atATime: number;
  /** How often each fault of a season strikes at most; without it, until all are through. */
  rounds?: number;
  seasons: readonly Season[];
  /** Moves after which every case has ended. */
  afterwards: readonly string[];
}

export interface FaultRow {
  fault: string;
  times: number;
  /** Cases that it was meant for, or that were under way when it struck. */
  cases: number;
  lost: number;
  doubled: number;
  toldFalsely: number;
}

export interface CampaignReport {
  cases: number;
  rows: FaultRow[];
  problems: Problem[];
  /** What the tables say of money at the end. */
  money: string;
}

/** A fault that has not struck so often in this time has struck often enough. */
const LONGEST_MS = 6000;
/** Between two faults, for the machine to recover and the people to get on. */
const PAUSE_MS = 300;
const TAX = { sub: 'tax-1', role: 'tax' } as const;

/** Takes people through a machine on which things go wrong; then lets time pass until every case has ended, and counts. */
export async function runCampaign(
  campaign: Campaign,
  tell: (line: string) => void = () => {},
): Promise<CampaignReport> {
  const folder = makeFolder();
  const data = join(folder, 'data');
  const gateway = await startGateway();
  const struck = new Map<string, { times: number; cases: Set<string> }>();
  const strike = (fault: string, cases: readonly string[]) => {
    const row = struck.get(fault) ?? { times: 0, cases: new Set() };
    struck.set(fault, row);
    row.times += 1;
    for (const caseId of cases) row.cases.add(caseId);
  };
  const assembly = await keptAssembly();
  const told = ({ trouble, caseId }: { trouble: string; caseId: string | null }) =>
    strike(trouble, caseId ? [caseId] : []);
  const machine = await startTroubled({ data, assembly, clock: campaign.from, gateway: gateway.url }, told);
  try {
    const agency = openAgency(machine.url, data);
    const money: Money = { collected: new Map(), paidOut: new Map() };
    const standing = standingOf(machine.url);
    const problems: Problem[] = [];
    const lives: Life[] = [];
    await agency.readClock();
    for (const season of campaign.seasons) {
      await moveBy(season.before, agency, standing);
      const first = firstOfEach(season, lives.length);
      const rest = peopleOf(season, lives.length + first.length);
      lives.push(...first, ...rest);
      await importPayments([...first, ...rest], agency);
      await Promise.all(first.map((life) => live(life, agency, money)));
      tell(`${first.length} have come on a quiet day; ${rest.length} come now`);
      problems.push(...(await liveInTrouble(rest, season.faults)));
      for (let minute = 0; minute < 3; minute += 1) await agency.moveClock('PT1M');
      await standing.look();
    }
    await moveBy(campaign.afterwards, agency, standing);
    await emptyOutbox(agency, machine.url);
    tell('all time has passed');
    problems.push(...(await findProblems({ lives, agency, money, standing, gateway, url: machine.url })));
    return report(lives, problems, struck, money);

    async function liveInTrouble(people: readonly Life[], faults: readonly Fault[]): Promise<Problem[]> {
      const lost: Problem[] = [];
      const underWay = new Set<Life>();
      const waiting = [...people];
      const liveOneByOne = async () => {
        for (let life = waiting.shift(); life; life = waiting.shift()) {
          underWay.add(life);
          const one = life;
          await live(life, agency, money).catch((error) => {
            lost.push({ kind: 'lost', caseId: one.caseId, what: String(error) });
            tell(String(error));
          });
          underWay.delete(life);
        }
      };
      let living = true;
      const all = Promise.all(Array.from({ length: campaign.atATime }, liveOneByOne)).finally(() => {
        living = false;
      });
      const casesUnderWay = () => [...underWay].flatMap(({ caseId }) => caseId ?? []);
      const { rounds = Number.POSITIVE_INFINITY } = campaign;
      for (let turn = 0; living && faults.length > 0 && turn < rounds * faults.length; turn += 1) {
        const fault = faults[turn % faults.length];
        if (fault) await cause(fault, casesUnderWay, () => living);
        await sleep(PAUSE_MS);
        if (turn % faults.length === faults.length - 1) {
          tell(
            `${people.length - waiting.length - underWay.size} of ${people.length} are through, ${lost.length} lost`,
          );
        }
      }
      await all;
      return lost;
    }

    async function cause(fault: Fault, casesUnderWay: () => string[], isLiving: () => boolean): Promise<void> {
      switch (fault.fault) {
        case 'kill -9':
          strike(fault.fault, casesUnderWay());
          await machine.kill();
          return machine.startAgain();
        case 'disk full':
          return fillDisk(machine, fault.forMs, () => strike(fault.fault, casesUnderWay()));
        case 'clock jumps':
          strike(fault.fault, casesUnderWay());
          await agency.moveClock(fault.by);
          return;
        case 'gateway': {
          const requests = gateway.requests;
          gateway.mood = fault.mood;
          await agency.moveClock('PT1M');
          gateway.mood = 'up';
          for (let asked = requests; asked < gateway.requests; asked += 1)
            strike(`gateway ${fault.mood}`, casesUnderWay());
          await agency.moveClock('PT2M');
          return;
        }
        case 'trouble': {
          const { troubles, percent, times } = fault;
          const count = () => troubles.reduce((sum, trouble) => sum + (struck.get(trouble)?.times ?? 0), 0);
          const enough = count() + times;
          const until = Date.now() + LONGEST_MS;
          // However little a busy machine gets through in that time: each of them has struck, as long as it has whom.
          const isMissing = () => isLiving() && !troubles.every((trouble) => struck.has(trouble));
          machine.order({ troubles: [...troubles], percent });
          while ((count() < enough && Date.now() < until) || isMissing()) await sleep(20);
          machine.calm();
        }
      }
    }
  } finally {
    await machine.close();
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fillDisk(machine: TroubledProcess, forMs: number, strike: () => void): Promise<void> {
  // Nowhere else can a running process be told that its disk is full.
  if (process.platform !== 'linux') return;
  strike();
  machine.fillDisk(true);
  await sleep(forMs);
  if (machine.isAlive()) machine.fillDisk(false);
  await sleep(200);
  if (!machine.isAlive()) await machine.startAgain();
}

const variantsOf = ({ people }: Season): Variant[] => {
  const names = Object.keys(VARIANTS);
  const isVariant = (name: string): name is Variant => names.includes(name);
  return Object.keys(people).filter(isVariant);
};

/** One of each on a quiet day: what the others are compared with. */
const firstOfEach = (season: Season, from: number): Life[] =>
  variantsOf(season).map((variant, index) => ({ variant, number: from + index }));

/** All kinds of them mixed. */
function peopleOf(season: Season, from: number): Life[] {
  const left = new Map(variantsOf(season).map((variant) => [variant, season.people[variant] ?? 0]));
  const people: Life[] = [];
  while ([...left.values()].some((count) => count > 0)) {
    for (const [variant, count] of left) {
      if (count === 0) continue;
      people.push({ variant, number: from + people.length });
      left.set(variant, count - 1);
    }
  }
  return people;
}

async function moveBy(moves: readonly string[], agency: Agency, standing: Standing): Promise<void> {
  for (const move of moves) {
    if (!(await agency.moveClock(move))) throw new Error(`time could not be moved by ${move}`);
    await standing.look();
  }
}

const [MINUTE_MS, DAY_MS, EIGHT_HOURS_MS] = [60_000, 86_400_000, 28_800_000];
/** After the hours in which nobody is written to. */
const NINE_MS = 9 * 60 * MINUTE_MS;
const MOST_MINUTES = 240;

/** Nobody is written to at night, and in a minute not everybody can be: goes to a morning, and on until all are. */
async function emptyOutbox(agency: Agency, url: string): Promise<void> {
  const sinceMidnight = ((await agency.readClock()) + EIGHT_HOURS_MS) % DAY_MS;
  const untilNine = Math.ceil(((NINE_MS - sinceMidnight + DAY_MS) % DAY_MS) / MINUTE_MS);
  await agency.moveClock(`PT${untilNine + 1}M`);
  for (let minute = 0; minute < MOST_MINUTES && (await countQueued(url)) > 0; minute += 1)
    await agency.moveClock('PT1M');
}

const openedSchema = z.looseObject({ importId: z.string() });
const progressSchema = z.looseObject({ state: z.string(), counts: z.record(z.string(), z.number()) });

async function importPayments(lives: readonly Life[], agency: Agency): Promise<void> {
  const { file, rows } = paymentsOf(lives);
  if (rows === 0) return;
  const { importId } = openedSchema.parse(await agency.ask(TAX, 'POST', '/imports/payments', { body: file }));
  for (let minute = 0; minute < 10; minute += 1) {
    await agency.moveClock('PT1M');
    const { state, counts } = progressSchema.parse(await agency.ask(TAX, 'GET', `/imports/${importId}`));
    if (state === 'done' && counts.stored === rows) return;
  }
  throw new Error('the payments were not imported');
}

function report(
  lives: readonly Life[],
  problems: Problem[],
  struck: ReadonlyMap<string, { times: number; cases: Set<string> }>,
  { collected, paidOut }: Money,
): CampaignReport {
  const count = (cases: Set<string>, kind: Problem['kind']) =>
    new Set(problems.flatMap((one) => (one.kind === kind && one.caseId && cases.has(one.caseId) ? one.caseId : [])))
      .size;
  const rows = [...struck].map(([fault, { times, cases }]): FaultRow => {
    const [lost, doubled] = [count(cases, 'lost'), count(cases, 'doubled')];
    return { fault, times, cases: cases.size, lost, doubled, toldFalsely: count(cases, 'false') };
  });
  const yuan = (sums: ReadonlyMap<string, number>) =>
    ([...sums.values()].reduce((sum, one) => sum + one, 0) / 100).toFixed(2);
  return {
    cases: lives.length,
    rows,
    problems,
    money: `${yuan(collected)} yuan collected, ${yuan(paidOut)} yuan paid out`,
  };
}
