/** A dry run by another version of the table than the one in force, or by a draft. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const assess = (policy: unknown, more: object = {}) =>
  office.post(XIAOYI, '/assessments/late-payment', { ...request, ...more, policy });
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
    const { body } = await office.get(XIAOYI, '/policies/140800/2024?asOf=2023-12-31');
    const by = async (policy?: unknown) =>
      JSON.parse((await office.post(XIAOYI, '/assessments/late-payment', { ...later, policy })).sent).policy.version;
    expect(await by()).not.toBe(body.version);
    expect(await by({ version: body.version })).toBe(body.version);
    const [inForceFrom = '', revision] = String(body.version).split(/[.]|-(?=\w{12}$)/);
    expect(await by({ inForceFrom })).toBe(body.version);
    expect(await by({ inForceFrom, revision: Number(revision) })).toBe(body.version);
  });

  test('is made by a draft, which is published nowhere', async () => {
    const draft = changed('contribution.0.individual', '420.00 @XY-02');
    const { status, body, sent } = await assess({ draft });
    expect([status, body.amounts?.payable]).toEqual([200, '1120.00']);
    expect(JSON.parse(sent).policy.version).not.toBe(version);
    expect((await office.post(XIAOYI, '/assessments/late-payment', request)).body.amounts?.payable).toBe('1100.00');
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
    const { status, body } = await assess({ draft });
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
    const answer = await assess(policy);
    expect([answer.status, answer.body.issues?.map((issue) => issue.path)]).toEqual([status, [path]]);
  });
});

test('the API describes that an assessment takes a version or a draft', async () => {
  const { sent } = await office.get(XIAOYI, '/openapi.json');
  expect(JSON.stringify(JSON.parse(sent).components.schemas.assessRequest)).toContain('"inForceFrom"');
});
