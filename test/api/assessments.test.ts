/** A dry run by another version of the table than the one in force, or by a draft. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tableOn } from '../support/decided-cases.ts';
import { openOffice, XIAOYI } from './office.ts';

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
const tryToAssess = (policy: unknown) => office.post(XIAOYI, '/assessments/late-payment', { ...request, policy });
/** @returns amounts and version of a late payment */
async function assess(body: Record<string, unknown>) {
  const answer = await office.desk(XIAOYI).submit('assess', { params: { kind: 'late-payment' }, body });
  return assessedSchema.parse(answer);
}
const assessedSchema = z.looseObject({
  amounts: z.looseObject({ payable: z.string().nullable() }),
  policy: z.looseObject({ version: z.string() }),
});
const { version, source } = tableOn('141181', 2026, '2026-03-10');
const changed = (path: string, value: unknown) => {
  const draft = structuredClone(source);
  const keys = path.split('.');
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((node, key) => (node instanceof Object ? Reflect.get(node, key) : undefined), draft);
  if (!(parent instanceof Object)) throw new Error(`no ${path}`);
  Reflect.set(parent, keys.at(-1) ?? '', value);
  return draft;
};

describe('an assessment', () => {
  test('is made by the version that is named, by its id or its first day, whatever is in force', async () => {
    const later = { region: '140800', coverageYear: 2024, paidOn: '2024-02-10', history: { insuredYears: [2023] } };
    const params = { region: '140800', coverageYear: '2024' };
    const named = await office.desk(XIAOYI).ask('getPolicy', { params, query: { asOf: '2023-12-31' } });
    const by = async (policy?: unknown) => (await assess({ ...later, policy })).policy.version;
    expect(await by()).not.toBe(named.version);
    expect(await by({ version: named.version })).toBe(named.version);
    const [inForceFrom = '', revision] = named.version.split(/[.]|-(?=\w{12}$)/);
    expect(await by({ inForceFrom })).toBe(named.version);
    expect(await by({ inForceFrom, revision: Number(revision) })).toBe(named.version);
  });

  test('is made by a draft, which is published nowhere', async () => {
    const draft = changed('contribution.0.individual', '420.00 @XY-02');
    const { amounts, policy } = await assess({ ...request, policy: { draft } });
    expect(amounts.payable).toBe('1120.00');
    expect(policy.version).not.toBe(version);
    expect((await assess(request)).amounts.payable).toBe('1100.00');
  });

  test.each([
    ['a value of another kind', changed('wait.fixed', 'three @XY-24'), 'policy.draft.wait.fixed'],
    [
      'days that contradict each other',
      changed('ways.in_time.open.to', '2025-01-01'),
      'policy.draft.ways.in_time.open',
    ],
    ['a clause that nobody wrote', changed('ends', 'year_end @NO-SUCH'), 'policy.draft.ends'],
    ['a field that no table has', { ...source, extra: 1 }, 'policy.draft.extra'],
  ])('by a draft with %s is refused, and names the field', async (_, draft, path) => {
    const { status, body } = await tryToAssess({ draft });
    expect([status, body.code]).toEqual([422, 'invalid_request']);
    expect(body.issues?.map((issue) => issue.path).join()).toContain(path);
    for (const { message } of body.issues ?? []) expect(message).toMatch(/[\u4e00-\u9fff]/);
  });

  test.each([
    ['a version of another region', { version: '2025-01-01.1-000000000000' }, 404, 'policy'],
    ['nothing', {}, 422, 'policy'],
    ['two things', { version, draft: {} }, 422, 'policy'],
    ['a revision of no day', { version, revision: 1 }, 422, 'policy.revision'],
    ['what is no choice', 'draft', 422, 'policy'],
  ])('by %s is refused', async (_, policy, status, path) => {
    const answer = await tryToAssess(policy);
    expect([answer.status, answer.body.issues?.map((issue) => issue.path)]).toEqual([status, [path]]);
  });
});

test('the API describes that an assessment takes a version or a draft', async () => {
  const { sent } = await office.get(XIAOYI, '/openapi.json');
  expect(JSON.stringify(JSON.parse(sent).components.schemas.assessRequest)).toContain('"inForceFrom"');
});
