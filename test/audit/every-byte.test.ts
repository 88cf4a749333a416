/** Whatever is changed in a decision, in a history or in a version of a policy table, is found out. */
import { describe, expect, test } from 'vitest';
import { verifyCase } from '../../functions/audit/verify-case.ts';
import { type Case, caseSchema } from '../../functions/cases/case.ts';
import { type HistoryEntry, nextEntry } from '../../functions/cases/history.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { canonicalJson } from '../../functions/domain/content/canonical-json.ts';
import { digestOf } from '../../functions/domain/content/content-digest.ts';
import { readPublished } from '../../functions/store/policies/stored-version.ts';
import {
  decidedLatePayment,
  decidedNewborn,
  decidedRefund,
  findPublished,
  publishedVersions,
} from '../support/decided-cases.ts';

type Path = (string | number)[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** The same with one character of one value changed. */
function flip(value: unknown, [key, ...rest]: Path): unknown {
  if (key !== undefined && typeof value === 'object' && value !== null) {
    const changed = flip(Reflect.get(value, key), rest);
    return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
  }
  if (typeof value === 'string') return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('7') ? '8' : '7'}`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : 'x';
}

function isFound(changed: unknown): boolean {
  const parsed = caseSchema.safeParse(changed);
  return !parsed.success || verifyCase(parsed.data, findPublished).findings.length > 0;
}

const cases: [string, () => Case][] = [
  ['late payment', decidedLatePayment],
  ['refund', decidedRefund],
  ['newborn', decidedNewborn],
];

describe.each(cases)('of a %s', (_, decided) => {
  const found = decided();

  test('nothing is found while nothing was changed', () => {
    expect(verifyCase(found, findPublished).findings).toEqual([]);
  });

  test.each(['plan', 'collected', 'history'])('every value of its %s is missed when it is another', (part) => {
    const leaves = leavesOf(Reflect.get(found, part) ?? {}, [part]);
    const unnoticed = leaves.filter((path) => !isFound(flip(found, path))).map((path) => path.join('.'));
    expect(unnoticed).toEqual([]);
  });

  test('a history without its last entry is named', () => {
    const { findings } = verifyCase({ ...found, history: found.history.slice(0, -1) }, findPublished);
    expect(findings).toContainEqual({
      caseId: found.caseId,
      what: 'history',
      where: `entry ${found.history.length}`,
    });
  });
});

describe('a later release', () => {
  /** The case as an earlier release would have stored it: its plan said or cited otherwise, with the digest of that. */
  function storedOtherwise(change: (plan: NonNullable<LatePaymentCase['plan']>) => unknown): Case {
    const found = latePaymentCaseSchema.parse(structuredClone(decidedLatePayment()));
    if (!found.plan) throw new Error('nothing is decided');
    change(found.plan);
    const history: HistoryEntry[] = [];
    for (const { at, by, role, event, detail: said } of found.history) {
      const detail = 'plan' in said ? { ...said, plan: digestOf(found.plan) } : said;
      history.push(nextEntry(history, { at, by, ...(role && { role }), event, detail }));
    }
    return { ...found, history };
  }
  const findingsOf = (found: Case) => verifyCase(found, findPublished).findings.map(({ where }) => where);

  test('may say a sentence better and cite more: it has decided the same', () => {
    expect(
      findingsOf(storedOtherwise(({ assessment }) => Object.assign(assessment.confirm[0] ?? {}, { label: '旧名' }))),
    ).toEqual([]);
    expect(findingsOf(storedOtherwise(({ assessment }) => assessment.basis.splice(1, 1)))).toEqual([]);
    expect(
      findingsOf(storedOtherwise(({ assessment }) => Object.assign(assessment.confirm[0] ?? {}, { value: null }))),
    ).toEqual([]);
    expect(
      findingsOf(storedOtherwise(({ assessment }) => Object.assign(assessment.confirm[0] ?? {}, { value: 'other' }))),
    ).not.toEqual([]);
  });

  test('may not cite less, or otherwise, or decide otherwise', () => {
    const more = storedOtherwise(({ assessment }) => assessment.basis.push(...assessment.basis.slice(0, 1)));
    const other = storedOtherwise(({ assessment }) => assessment.basis.reverse());
    const dearer = storedOtherwise(({ assessment }) => Object.assign(assessment.amounts, { payable: '1200.00' }));
    expect([more, other, dearer].map((one) => findingsOf(one).length > 0)).toEqual([true, true, true]);
  });
});

test('of a policy version every byte is missed', () => {
  const [version] = publishedVersions;
  if (!version) throw new Error('no table');
  const { table, source } = version;
  const item = {
    tableKey: `${table.region}#${table.coverageYear}`,
    versionKey: `${table.inForceFrom}#${String(table.revision).padStart(4, '0')}`,
    version: version.version,
    source: canonicalJson(source),
  };
  expect(readPublished(item)?.version?.version).toBe(version.version);
  for (const [name, text] of Object.entries(item).filter(([key]) => key !== 'tableKey')) {
    const step = Math.ceil(text.length / 400);
    for (let at = 0; at < text.length; at += step) {
      const changed = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`;
      expect(readPublished({ ...item, [name]: changed })?.version, `${name} at ${at}`).toBeUndefined();
    }
  }
});
