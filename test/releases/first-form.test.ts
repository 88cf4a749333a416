/**
 * Tables of the first form are decided by the rules of all tables. What 0.1.1 answered by its own rules is proved by them: on
 * a grid of days and people, and in the cases that releases have left behind.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { unprovedInFirstForm } from '../../functions/audit/first-form.ts';
import { verifyCase } from '../../functions/audit/verify-case.ts';
import { type Case, caseSchema } from '../../functions/cases/case.ts';
import { canonicalJson } from '../../functions/domain/content/canonical-json.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { makeRequests } from '../bench/late-payment-rules/requests.ts';
import { newborns, payments, type Request, refunds } from '../policies/grid.ts';
import { findIn } from '../policies/tables.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';
import { keptReader, presentReader, type Reader } from './kept-code.ts';

const POLICIES = 'Policies';
const itemSchema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** An attribute as the database writes it, `{ S: 'x' }`, as a plain value. */
function plain(attribute: Record<string, unknown>): unknown {
  const [[type, value] = []] = Object.entries(attribute);
  switch (type) {
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    case 'L':
      return itemSchema.valueType.array().parse(value).map(plain);
    case 'M':
      return plainItem(value);
    default:
      return value;
  }
}
const plainItem = (item: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(itemSchema.parse(item)).map(([key, one]) => [key, plain(one)]));

function leftBy(release: string, machine: string, table: string): Record<string, unknown>[] {
  const packed = join(import.meta.dirname, release, machine, `tables/${table}.jsonl.gz`);
  const lines = gunzipSync(readFileSync(packed)).toString('utf8').trim().split('\n');
  return lines.map((line) => plainItem(JSON.parse(line)));
}

let tables: OpenTables;
let then: { reader: Reader; find: ReturnType<typeof findIn> };
let now: { versions: ReadonlyMap<string, PolicyVersion>; find: ReturnType<typeof findIn> };
beforeAll(async () => {
  tables = await openTables();
  for (const Item of leftBy('0.1.1', 'payments', POLICIES)) {
    await tables.client.send(new PutCommand({ TableName: POLICIES, Item }));
  }
  const reader = await keptReader('0.1.1');
  const read = async ({ readVersions }: Reader) => (await readVersions(tables.client, POLICIES)).versions;
  then = { reader, find: findIn([...(await read(reader)).values()]) };
  const versions = await read(presentReader);
  now = { versions, find: findIn([...versions.values()]) };
});
afterAll(() => tables.close());

const REGIONS = {
  '120000': 2025,
  '140400': 2025,
  '140800': 2024,
  '141034': 2023,
  '141181': 2026,
  '310000': 2025,
  '321000': 2025,
  '440300': 2025,
  '450100': 2025,
  '610000': 2025,
} as const;
const KINDS = {
  'late-payment': (region: string, year: number) => payments(region, year, 61),
  newborn: newborns,
  refund: refunds,
};

/** What rulings of later date decide otherwise (functions/audit/known-wrong.ts), and one day on which two questions differ. */
const RULED: readonly { ruling: number | null; of: (kind: string, request: Request) => boolean }[] = [
  // A stated amount is always looked at twice.
  { ruling: 1, of: (_, { ground }) => ground === 'wrong_standard' || ground === 'other' },
  // A year in another scheme is no lapsed one before somebody has looked.
  { ruling: 1, of: (_, { exit, history }) => exit !== undefined && history !== undefined },
  // Which year or years a payment in a window after birth is for.
  { ruling: 25, of: (kind, { region }) => kind === 'newborn' && (region === '321000' || region === '450100') },
  // Of several standards a student's own is asked first.
  { ruling: 36, of: (kind, { region }) => kind === 'late-payment' && region === '321000' },
  // Born and paid for on the first of January, where nobody says the time to pay.
  {
    ruling: null,
    of: (kind, { region, bornOn, paidOn }) => kind === 'newborn' && region === '310000' && bornOn === paidOn,
  },
];

/**
 * What is not proved of the answers to requests, each with the path of its first part; of each answer, one line of its basis
 * that could be taken out unnoticed. A line that stood there twice is no loss.
 */
async function unprovedOf(kind: string, requests: Iterable<Request>): Promise<string[]> {
  const unproved: string[] = [];
  let count = 0;
  for (const request of requests) {
    const [was, is] = await Promise.all([
      then.reader.answerAssessment(kind, request, then.find),
      presentReader.answerAssessment(kind, request, now.find),
    ]);
    const { shown: _shown, ...answer } = decisionSchema.parse(was);
    const { region, coverageYear, version } = answer.policy;
    const policy = now.versions.get(`${region}#${coverageYear} ${version}`);
    if (!policy) throw new Error('decided by no version');
    if (RULED.some(({ of }) => of(kind, request))) continue;
    const pathIn = (one: object) => unprovedInFirstForm(one, is, kind, { policy, ignored: [] });
    const path = pathIn(answer);
    if (path !== undefined) unproved.push(`${JSON.stringify(request)}: ${path}`);
    const { basis } = answer;
    const out = basis[count++ % basis.length];
    if (out === undefined || basis.some((one) => one !== out && canonicalJson(one) === canonicalJson(out))) continue;
    if (pathIn({ ...answer, basis: basis.filter((one) => one !== out) }) === undefined) {
      unproved.push(`${JSON.stringify(request)}: without ${canonicalJson(out)}`);
    }
  }
  return unproved;
}
const decisionSchema = z.looseObject({
  policy: z.object({ region: z.string(), coverageYear: z.number(), version: z.string() }),
  basis: z.array(z.record(z.string(), z.string())),
  shown: z.unknown().optional(),
});

describe.each(Object.entries(KINDS))('What 0.1.1 answered: %s', (kind, requests) => {
  test.each(Object.entries(REGIONS))('is proved in %s', async (region, year) => {
    const unproved = await unprovedOf(kind, requests(region, year));
    expect(unproved.slice(0, 5), `${unproved.length}`).toEqual([]);
  });
});

test('What 0.1.1 answered is proved of 3000 people of Xiaoyi with several identities, exits and years that lapsed', async () => {
  // The release knew no `newborn` in a late payment.
  const people = makeRequests(3000).map(({ newborn: _newborn, ...facts }): Request => facts);
  const unproved = await unprovedOf('late-payment', people);
  expect(unproved.slice(0, 5), `${unproved.length}`).toEqual([]);
});

/** The people of the benches, as they would come to a region in a year, some with an age or a school. */
function peopleOf(region: string, year: number): Request[] {
  const years = year - 2026;
  const moved = (day: string): string => `${Number(day.slice(0, 4)) + years}${day.slice(4).replace('-02-29', '-02-28')}`;
  const text = JSON.stringify(makeRequests(400)).replaceAll(/\d{4}-\d\d-\d\d/g, moved);
  const people: Request[] = z.array(z.looseObject({})).parse(JSON.parse(text));
  return people.map(({ newborn: _newborn, ...facts }, index) => ({
    ...facts,
    region,
    coverageYear: year,
    ...(index % 3 === 0 && { birthDate: `${1940 + ((index * 7) % 80)}-05-05` }),
    ...(index % 5 === 0 && { student: index % 2 === 0 }),
  }));
}

test.each(Object.entries(REGIONS))(
  'What 0.1.1 answered to people of all ages, and told by a digest, is proved in %s',
  async (region, year) => {
    const unproved: string[] = [];
    for (const request of peopleOf(region, year)) {
      const was = await then.reader.answerAssessment('late-payment', request, then.find);
      if ('error' in was || RULED.some(({ of }) => of('late-payment', request))) continue;
      const is = await presentReader.answerAssessment('late-payment', request, now.find);
      const { shown: _shown, ...answer } = decisionSchema.parse(was);
      const policy = now.versions.get(`${region}#${year} ${answer.policy.version}`);
      if (!policy) throw new Error('decided by no version');
      const path = unprovedInFirstForm(answer, is, 'plan', { policy, ignored: ['message', 'label'] });
      if (path !== undefined) unproved.push(`${JSON.stringify(request)}: ${path}`);
    }
    expect(unproved.slice(0, 5), `${unproved.length}`).toEqual([]);
  },
);

/** Paths of all single values. */
const leavesOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]))
    : [path];

/** Paths of the lines of all bases. */
const linesOf = (value: unknown): string[][] => [
  ...new Map(
    leavesOf(value)
      .filter((path) => path.at(-3) === 'basis')
      .map((path) => [path.slice(0, -1).join('.'), path.slice(0, -1)]),
  ).values(),
];

/** The same with one line taken out. */
function without(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && rest.length === 0) return value.toSpliced(Number(key), 1);
  const changed = without(Reflect.get(value, key), rest);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
}

/** The same with one value changed. */
function flip(value: unknown, [key, ...rest]: string[]): unknown {
  if (key !== undefined && typeof value === 'object' && value !== null) {
    const changed = flip(Reflect.get(value, key), rest);
    return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
  }
  if (typeof value === 'string') return `${value.slice(0, -1)}${value.endsWith('7') ? '8' : '7'}`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : 'x';
}

describe.each(['newborns', 'payments'])(
  'A case that 0.1.0 has left behind, whose history has no digest (%s)',
  (machine) => {
    const cases = leftBy('0.1.0', machine, 'Cases').map((item) => caseSchema.parse(item));
    const find = (region: string, year: number, version: string) => now.versions.get(`${region}#${year} ${version}`);
    const findingsOf = (found: Case) => verifyCase(found, find).findings;

    test.each(cases.map((found) => [found.caseId, found] as const))(
      '%s: every value of its decision is missed when it is another',
      (_, found) => {
        expect(findingsOf(found)).toEqual([]);
        const leaves = leavesOf(found.plan && 'assessment' in found.plan ? found.plan.assessment : {}, [
          'plan',
          'assessment',
        ]);
        expect(leaves.length).toBeGreaterThan(20);
        const unnoticed = leaves.filter((path) => {
          const changed = caseSchema.safeParse(flip(found, path));
          return changed.success && findingsOf(changed.data).length === 0;
        });
        expect(unnoticed.map((path) => path.join('.'))).toEqual([]);
      },
    );

    test.each(cases.map((found) => [found.caseId, found] as const))(
      '%s: every line of its basis is missed when it is taken out',
      (_, found) => {
        const lines = linesOf({ ...found, history: [] });
        expect(lines.length).toBeGreaterThan(2);
        const unnoticed = lines.filter((path) => findingsOf(caseSchema.parse(without(found, path))).length === 0);
        expect(unnoticed.map((path) => path.join('.'))).toEqual([]);
      },
    );
  },
);
