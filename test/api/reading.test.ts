import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { describedRoutes, type Operations } from '../../functions/api/entries/described-routes.ts';
import { AUDITOR, CHANGZHI, openOffice, TAX, XIAOYI } from './office.ts';
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
    const { status, body } = await office.post(who, '/assessments/late-payment', request);
    expect([status, body.amounts?.payable]).toEqual([200, '1100.00']);
  }
});

test('the published tables are listed, and shown as of a day', async () => {
  const { body } = await office.get(XIAOYI, '/policies');
  expect(body.policies?.map(({ region }) => region)).toContain('140800');
  const versionOn = async (day: string) => (await office.get(XIAOYI, `/policies/140800/2024?asOf=${day}`)).body;
  const [before, after] = [await versionOn('2023-12-31'), await versionOn('2024-01-01')];
  expect(before.versions).toEqual(after.versions);
  expect(before.versions).toHaveLength(2);
  expect(before.version).not.toBe(after.version);
});

test('the tax office reads what it is to collect in its regions on a day', async () => {
  const { status, body } = await office.get(TAX, '/collections?region=141181&day=2026-03-10');
  expect([status, body.collections]).toEqual([200, []]);
  expect((await office.get(TAX, '/collections?region=450100&day=2026-03-10')).status).toBe(403);
  expect((await office.get(XIAOYI, '/collections?region=141181&day=2026-03-10')).status).toBe(403);
});

test('what runs out is counted by day and listed, for the desks of its region only', async () => {
  const caseId = String((await office.open(XIAOYI, xiaoyiOpening(77), 'runs-out-of-time')).body.caseId);
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, 'token');
  const days = 'from=2026-03-10&to=2026-06-15';
  const { sent } = await office.get(XIAOYI, `/deadlines?${days}`);
  expect(JSON.parse(sent)).toEqual({
    counts: [{ day: '2026-03-24', kind: 'late-payment', waitingFor: 'decision', count: 1 }],
    more: false,
    overdue: 0,
  });
  expect((await office.get(XIAOYI, '/deadlines/2026-03-24')).body.cases?.map((one) => one.caseId)).toEqual([caseId]);
  expect((await office.get(XIAOYI, '/deadlines/2026-03-23')).body.cases).toEqual([]);
  expect((await office.get(XIAOYI, '/deadlines?from=2026-03-10&to=2026-12-31')).status).toBe(422);
  expect(JSON.parse((await office.get(CHANGZHI, `/deadlines?${days}`)).sent)).toEqual({
    counts: [],
    more: false,
    overdue: 0,
  });
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
