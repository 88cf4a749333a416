/** Policy tables of newer forms under the code of each release that is kept, and what releases have stored under ours. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { digestOf } from '../../functions/domain/content/content-digest.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import { isInFirstForm, type JsonObject, type PolicyVersion } from '../../functions/domain/policy.ts';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';
import { CODE, keptReader, presentReader, type Reader } from './kept-code.ts';

const POLICIES = 'Policies';
const isFirstForm = ({ table }: PolicyVersion): boolean => isInFirstForm(table);
/** The rows of the table Policies that a release has left behind. */
function leftBy(release: string, machine: string) {
  const packed = join(import.meta.dirname, release, machine, 'tables/Policies.jsonl.gz');
  const lines = gunzipSync(readFileSync(packed)).toString('utf8').trim().split('\n');
  return lines.map((line) => rowSchema.parse(readRow(JSON.parse(line))));
}
const rowSchema = z.looseObject({ tableKey: z.string(), version: z.string().optional(), source: z.string().optional() });
const attributeSchema = z.union([
  z.object({ S: z.string() }).transform(({ S }) => S),
  z.object({ N: z.string() }).transform(({ N }) => Number(N)),
]);
const readRow = (line: unknown) => z.record(z.string(), attributeSchema).parse(line);

const sourceSchema = z.record(z.string(), z.json());
const firstForm = leftBy('0.1.1', 'payments').flatMap(({ source }) =>
  source === undefined ? [] : [versionOf(sourceSchema.parse(JSON.parse(source)))],
);
const asWays = loadPolicyFiles(resolve(import.meta.dirname, '../../workflows/policies'));
const questions = z
  .array(z.object({ id: z.string(), kind: z.string(), request: z.unknown() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, '../policies/assessments.json'), 'utf8')));
const releases = readdirSync(import.meta.dirname).filter((name) => existsSync(join(import.meta.dirname, name, CODE)));
const AT = '2026-11-29T01:00:00.000Z';

let tables: OpenTables;
beforeEach(async () => {
  tables = await openTables();
});
afterEach(() => tables.close());

const publishAll = async (versions: readonly PolicyVersion[]): Promise<void> => {
  const store = presentReader.openPolicyStore(tables.client, POLICIES);
  for (const version of versions) await store.publish(version);
};

/** All that a reader makes of the table: lists, versions, drafts, decisions, what `verify` sees. */
async function seenBy({ openPolicyStore, openPolicyDrafts, readVersions, answerAssessment }: Reader) {
  const store = openPolicyStore(tables.client, POLICIES, 0);
  const drafts = openPolicyDrafts(tables.client, POLICIES);
  const listed = await store.list();
  const regions = await Promise.all(
    listed.map(async ({ region, coverageYear }) => ({
      versions: (await store.versions(region, coverageYear)).map(({ version }) => version),
      drafts: (await drafts.list(region, coverageYear)).map(({ versionKey }) => versionKey),
    })),
  );
  const answers = await Promise.all(
    questions.map(({ kind, request }) => answerAssessment(kind, request, store.versions)),
  );
  const { versions, changed } = await readVersions(tables.client, POLICIES);
  return { listed, regions, answers, verified: [...versions.keys()], changed };
}

describe.each(releases)('The code of %s', (release) => {
  test('goes on with what it reads when the tables are published in a form that it does not know', async () => {
    const reader = await keptReader(release);
    await publishAll(firstForm);
    const before = await seenBy(reader);
    expect(before.listed.length).toBeGreaterThan(9);
    expect(before.changed).toEqual([]);

    await publishAll(asWays);
    const drafts = presentReader.openPolicyDrafts(tables.client, POLICIES);
    for (const draft of asWays) await drafts.submit(draft, digestOf(draft.source), 'officer-1', AT);

    expect(await seenBy(reader)).toEqual(before);
  });

  test('publishes over newer tables what it has always published', async () => {
    const store = (await keptReader(release)).openPolicyStore(tables.client, POLICIES, 0);
    await publishAll([...firstForm, ...asWays]);
    for (const version of firstForm) expect(await store.publish(version)).toBe('unchanged');
  });
});

test('there is a release whose code is kept', () => expect(releases).toContain('0.1.1'));

const [ofWays] = asWays.filter((version) => !isFirstForm(version) && version.table.region === '141181');
const table = { region: '141181', coverageYear: 2026 } as const;
const store = () => presentReader.openPolicyStore(tables.client, POLICIES, 0);
const put = (item: Record<string, unknown>) => tables.client.send(new PutCommand({ TableName: POLICIES, Item: item }));

/** A table as newer code would publish it: named by the hash of its content. */
function newer(change: JsonObject, format: number, tableKey: string): Record<string, unknown> {
  const source = { ...ofWays?.source, revision: 9, ...change };
  const version = `2025-10-21.9-${digestOf(source).slice(0, 12)}`;
  return { tableKey, versionKey: '2025-10-21#0009', version, source: JSON.stringify(source), format };
}

describe('This code', () => {
  test('decides by the newer form where both are published, and lists a table once', async () => {
    await publishAll([...firstForm, ...asWays]);
    const versions = await store().versions(table.region, table.coverageYear);
    expect(versions.map(isFirstForm)).toEqual([true, false]);
    expect((await store().asOf(table.region, table.coverageYear, localDate('2026-03-01')))?.version).toBe(
      ofWays?.version,
    );
    const listed = await store().list();
    expect(listed.length).toBe(new Set(listed.map(({ region, coverageYear }) => `${region} ${coverageYear}`)).size);
    const { versions: verified, changed } = await presentReader.readVersions(tables.client, POLICIES);
    expect([verified.size, changed]).toEqual([firstForm.length + asWays.length, []]);
  });

  test('takes the ways of a stored table in the order of its file', async () => {
    await publishAll(asWays);
    const namesOf = ({ table: { rules } }: PolicyVersion) => rules.ways.map(({ name }) => name);
    const [stored] = await store().versions(table.region, table.coverageYear);
    expect(stored && namesOf(stored)).toEqual(ofWays && namesOf(ofWays));
  });

  test('refuses one form under the day and revision of the other', async () => {
    await publishAll(firstForm);
    const { source } = ofWays ?? { source: {} };
    const again = versionOf({ ...source, revision: 1 });
    await expect(store().publish(again)).rejects.toThrow(/raise its revision/);
    expect((await store().versions(table.region, table.coverageYear)).map(isFirstForm)).toEqual([true]);
  });

  test.each([
    ['a format that it does not know', newer({}, 99, 'formats#141181#2026'), 'newer_format'],
    ['a format that it does not know, under the oldest key', newer({}, 3, '141181#2026'), 'newer_format'],
    ['a section that it does not know', newer({ lottery: {} }, 2, 'formats#141181#2026'), 'unreadable'],
  ])('passes over %s, goes on with the others and says so', async (_, item, reason) => {
    await publishAll([...firstForm, ...asWays]);
    await put(item);
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const versions = await store().versions(table.region, table.coverageYear);
    const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('passed over'));
    said.mockRestore();

    expect(versionInForce(versions, localDate('2026-03-01'))?.version).toBe(ofWays?.version);
    expect(lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))).toEqual([
      { level: 'error', message: 'policy versions passed over', table: '141181#2026', reason, count: 1 },
    ]);
  });

  test('lists no table and shows no draft that only newer code can read', async () => {
    await publishAll(firstForm);
    const before = await store().list();
    const listing = { region: '530100', name: '昆明市', coverageYear: 2027, format: 99 };
    await put({ tableKey: 'formats#tables', versionKey: '530100#2027#99', ...listing });
    const drafts = presentReader.openPolicyDrafts(tables.client, POLICIES);
    if (ofWays) await drafts.submit(ofWays, digestOf(ofWays.source), 'officer-1', AT);
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: POLICIES }));
    const draft = Items.find(({ submittedBy }) => submittedBy === 'officer-1');
    await put({ ...draft, versionKey: 'newer', format: 99, list: { lottery: true } });

    expect(await store().list()).toEqual(before);
    expect((await drafts.list(table.region, table.coverageYear)).map(({ versionKey }) => versionKey)).toEqual([
      ofWays?.version,
    ]);
    expect(await drafts.get(table.region, table.coverageYear, 'newer')).toBeNull();
  });

  test('decides nothing by a version that somebody has changed, and names it', async () => {
    await publishAll(firstForm);
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: POLICIES }));
    const item = Items.find(({ tableKey }) => tableKey === '141181#2026');
    const changed = String(item?.source).replace('"400.00"', '"300.00"');
    for (const source of [changed, String(item?.source).slice(1), '']) {
      await put({ ...item, source });
      await expect(store().versions('141181', 2026)).rejects.toThrow(/141181#2026 2025-10-21#0001/);
    }
  });
});

const fixtures = ['0.1.0', '0.1.1'].flatMap((release) =>
  ['newborns', 'payments'].map((machine) => ({ release, machine })),
);

test.each(fixtures)('The tables that $release has stored ($machine) are read by this code', async (kept) => {
  const rows = leftBy(kept.release, kept.machine);
  for (const row of rows) await put(row);
  const stored = rows.filter(({ tableKey }) => /^\d{6}#/.test(tableKey));
  const found = await Promise.all(
    stored.map(async ({ tableKey }) => {
      const [region = '', year] = tableKey.split('#');
      return (await store().versions(region, Number(year))).map(({ version }) => version);
    }),
  );
  expect([...new Set(found.flat())].sort()).toEqual(stored.map(({ version }) => String(version)).sort());
  expect((await store().list()).length).toBe(new Set(stored.map(({ tableKey }) => tableKey)).size);
});
