import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { describedRoutes, type Operations } from '../../functions/api/entries/described-routes.ts';
import { AUDITOR, CHANGZHI, openOffice, TAX, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const request = {
  region: '141181',
  coverageYear: 2026,
  paidOn: '2026-03-10',
  history: { insuredYears: [2024, 2025] },
};

test('a dry run answers what a case would decide, for any role', async () => {
  for (const who of [XIAOYI, TAX, AUDITOR]) {
    const asked = { params: { kind: 'late-payment' }, body: request };
    expect(await office.desk(who).ask('assess', asked)).toMatchObject({ amounts: { payable: '1100.00' } });
  }
});

test('the published tables are listed, and shown as of a day', async () => {
  const desk = office.desk(XIAOYI);
  const { policies } = await desk.ask('listPolicies', {});
  expect(policies.map(({ region }) => region)).toContain('140800');
  const params = { region: '140800', coverageYear: '2024' };
  const versionOn = (asOf: string) => desk.ask('getPolicy', { params, query: { asOf } });
  const [before, after] = [await versionOn('2023-12-31'), await versionOn('2024-01-01')];
  expect(before.versions).toEqual(after.versions);
  expect(before.versions).toHaveLength(2);
  expect(before.version).not.toBe(after.version);
});

test('the tax office reads what it is to collect in its regions on a day', async () => {
  const query = { region: '141181', day: '2026-03-10' };
  expect((await office.desk(TAX).ask('listCollections', { query })).collections).toEqual([]);
  expect((await office.get(TAX, '/collections?region=450100&day=2026-03-10')).status).toBe(403);
  expect((await office.get(XIAOYI, '/collections?region=141181&day=2026-03-10')).status).toBe(403);
});

test('what runs out is counted by day and listed, for the desks of its region only', async () => {
  const caseId = await office.openCase(XIAOYI, xiaoyiOpening(77), 'runs-out-of-time');
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, 'token');
  const days = 'from=2026-03-10&to=2026-06-15';
  const count = (who: Who) =>
    office.desk(who).ask('countDeadlines', { query: { from: '2026-03-10', to: '2026-06-15' } });
  const listed = async (day: string) =>
    (await office.desk(XIAOYI).ask('listDeadlines', { params: { day } })).cases.map((one) => one.caseId);
  expect(await count(XIAOYI)).toEqual({
    counts: [{ day: '2026-03-24', kind: 'late-payment', waitingFor: 'decision', count: 1 }],
    more: false,
    overdue: 0,
  });
  expect(await listed('2026-03-24')).toEqual([caseId]);
  expect(await listed('2026-03-23')).toEqual([]);
  expect((await office.get(XIAOYI, '/deadlines?from=2026-03-10&to=2026-12-31')).status).toBe(422);
  expect(await count(CHANGZHI)).toEqual({ counts: [], more: false, overdue: 0 });
  for (const path of [`/deadlines?${days}&region=141181`, '/deadlines/2026-03-24?region=141181']) {
    expect((await office.get(CHANGZHI, path)).status).toBe(403);
  }
});

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

test('the description of the API needs no token, has every route, and every reference in it leads somewhere', async () => {
  const { status, sent } = await office.call(null, 'GET', '/openapi.json');
  expect(status).toBe(200);
  const { paths, components } = documentSchema.parse(JSON.parse(sent));
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.sort()).toEqual(describedRoutes.map(({ description: { method, path } }) => `${method} ${path}`).sort());
  const operations: (keyof Operations)[] = describedRoutes.map(({ description }) => description.operation);
  expect(new Set(operations).size).toBe(routes.length);
  const named = [...sent.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(named.filter((name) => !Object.hasOwn(components.schemas, name ?? ''))).toEqual([]);
  expect([...sent.matchAll(/"\$ref":"([^"]+)"/g)].filter(([, to]) => !to?.startsWith('#/components/schemas/'))).toEqual(
    [],
  );
});
