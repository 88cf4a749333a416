/** A table that one begins from is that table, until something is changed; and the form holds what tables write. */
import { describe, expect, it } from 'vitest';
import {
  conditionOf,
  costOf,
  dayOf,
  durationOf,
  type Json as Form,
  writeCondition,
  writeCost,
  writeDay,
  writeDuration,
} from '../../functions/console/src/policies/value-forms.ts';
import type { ReadText } from '../../functions/domain/policy-text/proposal.ts';
import { begunTable } from '../../functions/policies/begun-table.ts';
import { readDraft } from '../../functions/policies/draft.ts';
import { inputOfField } from '../../functions/policies/field-input.ts';
import { nationalLayers } from '../../functions/policies/national-layers.ts';
import { withTaken } from '../../functions/policies/taken-packs.ts';
import { type Answer, writeWorkedTable } from '../../functions/policies/worked-table.ts';
import { publishedTables, tablesIn } from './tables.ts';

const NO_TEXT: ReadText = { ok: true, proposals: [], contradictions: [], unread: [], warnings: [] };
const published = publishedTables();
type Version = (typeof published)[number];

function begin({ table, ...version }: Version, answers: Answer[] = []) {
  const { region, coverageYear, name, inForceFrom, revision } = table;
  const head = { region, coverageYear, name, title: '', inForceFrom, revision };
  const begun = begunTable({ table, ...version });
  const { table: written } = writeWorkedTable({ text: '', reading: NO_TEXT, answers, head, begun }, 'accepted');
  return withTaken(written, coverageYear, nationalLayers);
}

describe.each(published.map((version) => [`${version.table.name} ${version.version}`, version] as const))(
  'Begun from %s',
  (_, version) => {
    it('nothing is lost and nothing is added', () => {
      const { table, mistakes } = begin(version);
      const { why: _why, ...source } = version.source;
      expect([table, mistakes]).toEqual([source, []]);
    });
  },
);

it('A value that is changed, left silent or taken away is the only one that is another', () => {
  const xiaoyi = published.find(({ table }) => table.region === '141181' && table.coverageYear === 2026);
  if (!xiaoyi) throw new Error('no table of Xiaoyi');
  const { table } = begin(xiaoyi, [
    { field: 'ways.january.open.to', answer: 'change', value: '2026-03-31', quote: '集中征缴期延长至2026年3月31日。' },
    { field: 'aid.lines.1.pays', answer: 'change', value: '100.00', clause: 'XY-04', adopted: true },
    { field: 'student.lumpSum', answer: 'silent', note: '另行通知' },
    { field: 'ways_out.1.ground', answer: 'reject' },
    { field: 'ways_out.1.open.from', answer: 'reject' },
    { field: 'ways_out.1.back', answer: 'reject' },
    { field: 'ways_out.1.by', answer: 'reject' },
  ]);
  expect(table).toMatchObject({
    ways: { january: { open: { from: '2026-01-01', to: '2026-03-31 @T-01' }, by: 'XY-17' } },
    clauses: { 'T-01': { document: 'notice', quote: '集中征缴期延长至2026年3月31日。' } },
    student: { lumpSum: { silent: '另行通知' }, toppedUp: 'false @XY-21' },
  });
  expect(JSON.stringify(table.aid)).toContain('100.00 @XY-04 adopted');
  expect(table.ways_out).toHaveLength(1);
  expect(readDraft(table)).toMatchObject({ ok: true });
});

/** What the form writes of what it has read; undefined where it has no place for it. */
function writtenAgain(input: string, value: Form, ways: readonly string[]): Form | undefined {
  switch (input) {
    case 'condition': {
      const form = conditionOf(value);
      return form ? writeCondition(form) : undefined;
    }
    case 'day': {
      const form = dayOf(value, ways);
      return form ? writeDay(form) : undefined;
    }
    case 'duration': {
      const form = durationOf(value);
      return form ? writeDuration(form) : undefined;
    }
    case 'cost': {
      const form = costOf(value);
      return form ? writeCost(form) : undefined;
    }
    default:
      return undefined;
  }
}
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof part === 'number'
        ? String(part)
        : part,
  );

it('The form writes the people, days, waits and costs of every table as it has read them, and has no place for few', () => {
  const NOTHING = { groups: [], payers: [], events: [] };
  const values = [...published, ...tablesIn('notices')].flatMap((version) =>
    begunTable(version).values.filter(({ standing }) => standing !== 'silent'),
  );
  const ways = [...new Set(values.flatMap(({ field }) => /^ways\.(\w+)/.exec(field)?.[1] ?? []))];
  let held = 0;
  const without: string[] = [];
  for (const { field, value } of values) {
    const { input } = inputOfField(field, NOTHING);
    if (!['condition', 'day', 'duration', 'cost'].includes(input)) continue;
    const again = writtenAgain(input, value, ways);
    if (again === undefined) without.push(`${field} ${JSON.stringify(value)}`);
    else {
      if (!isNested(value)) expect(sorted(again), field).toBe(sorted(value));
      held += 1;
    }
  }
  expect(without.length / (held + without.length), without.join('\n')).toBeLessThan(0.06);
});

type Condition = { any?: Condition[]; all?: Condition[] } & Record<string, unknown>;
const isNested = (value: unknown): boolean => /"all"|\{"any":.*"any"/.test(JSON.stringify(value));

/** Whether a condition holds where these facts hold and no others. */
function holds({ any, all = [], by: _by, ...facts }: Condition, true_: ReadonlySet<string>): boolean {
  const own = Object.entries(facts).every((fact) => true_.has(sorted(fact)));
  return own && all.every((one) => holds(one, true_)) && (any === undefined || any.some((one) => holds(one, true_)));
}
const factsIn = ({ any = [], all = [], by: _by, ...facts }: Condition): string[] => [
  ...Object.entries(facts).map((fact) => sorted(fact)),
  ...[...any, ...all].flatMap(factsIn),
];

it.each<[string, Condition]>([
  [
    'both ages of a group',
    { all: [{ category: 'low_income_family' }, { any: [{ age: { from: 60 } }, { age: { under: 18 } }] }] },
  ],
  [
    'a group, or ages of another',
    { any: [{ category: 'monitored' }, { all: [{ category: 'low_income_family' }, { age: { from: 60 } }] }] },
  ],
  [
    'two lists crossed',
    {
      all: [
        { any: [{ category: 'monitored' }, { category: 'disabled' }] },
        { any: [{ household: 'local' }, { tier: 'low' }] },
      ],
    },
  ],
])('The form writes %s out, and it holds for the same people', (_, value) => {
  const form = conditionOf(value);
  const again = form && writeCondition(form);
  if (typeof again !== 'object' || again === null || Array.isArray(again)) throw new Error('no form');
  const facts = [...new Set(factsIn(value))];
  for (let mask = 0; mask < 2 ** facts.length; mask += 1) {
    const true_ = new Set(facts.filter((__, at) => mask & (1 << at)));
    expect([[...true_], holds(again, true_)]).toEqual([[...true_], holds(value, true_)]);
  }
});

it.each([
  ['the same thing twice', { all: [{ age: { from: 60 } }, { age: { under: 80 } }] }],
  ['“等” of one part alone', { all: [{ category: 'monitored', and_the_like: true }, { household: 'local' }] }],
  [
    'more kinds than one takes in',
    { all: Array.from({ length: 4 }, (_, at) => ({ any: [{ [`a${at}`]: 1 }, { [`b${at}`]: 1 }] })) },
  ],
])('The form has no place for %s', (_, value) => expect(conditionOf(value)).toBeNull());
