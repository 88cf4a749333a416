/** The figures that are kept, put together for a page: over regions, over months, and by what they are of. */
import { z } from 'zod';
import { CASE_KINDS, type Case } from '../../cases/case.ts';
import { MOVERS, whoMoves } from '../../cases/who-moves.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { formatYuan, li } from '../../domain/money.ts';
import { nameOfField } from '../../domain/policy/field-names.ts';
import { quantileOf } from '../../domain/quantile.ts';
import type { Figures, FiguresRead } from '../../store/counts/figures.ts';
import { inFullWidth } from '../../words/full-width.ts';
import type { ReadServices } from '../http/services.ts';
import { type Asked, whoseSchema } from './asked.ts';

const amount = z.string().meta({ description: 'decimal yuan' });
const count = z.int();

export const statisticsSchema = z.object({
  whose: whoseSchema,
  regions: z.array(z.string()),
  fromMonth: z.string(),
  toMonth: z.string(),
  /** Until when changes are counted; null where none was yet. */
  countedAt: z.string().nullable(),
  /** False while cases of an earlier release are still being counted. */
  complete: z.boolean(),
  open: z.object({
    count,
    overdue: count,
    states: z.array(z.object({ kind: z.enum(CASE_KINDS), state: z.string(), waitsFor: z.enum(MOVERS), count })),
  }),
  /** Of the period. */
  kinds: z.array(
    z.object({
      kind: z.enum(CASE_KINDS),
      received: count,
      finished: count,
      ends: z.array(z.object({ state: z.string(), count })),
      /** Days from opening to end that half, and nine tenths, of the finished ones took at most. */
      median: count.nullable(),
      ninety: count.nullable(),
    }),
  ),
  /** Of all kinds together. */
  total: z.object({ received: count, finished: count, median: count.nullable(), ninety: count.nullable() }),
  months: z.array(
    z.object({
      month: z.string(),
      received: count,
      finished: count,
      payments: count,
      collected: amount,
      refunds: count,
      refunded: amount,
      returned: count,
      recovered: amount,
    }),
  ),
  money: z.object({
    payments: count,
    collected: amount,
    refunds: count,
    refunded: amount,
    returned: count,
    recovered: amount,
  }),
  /** Most often first. Of a region only. */
  values: z.array(
    z.object({ field: z.string(), label: z.string(), confirmed: count, supplied: count, replaced: count }),
  ),
  /** What somebody decided, by action; of one's own only. */
  decided: z.array(z.object({ action: z.string(), count })),
  universities: z.array(
    z.object({
      university: z.string(),
      received: count,
      finished: count,
      open: count,
      refunds: count,
      refunded: amount,
      returned: count,
    }),
  ),
});
type Statistics = z.input<typeof statisticsSchema>;

export async function readStatistics(
  asked: Asked,
  at: string,
  { statistics, policies }: Pick<ReadServices, 'statistics' | 'policies'>,
): Promise<Statistics> {
  const { whose, key, regions, from, to, months } = asked;
  const period = { from: months[0] ?? from, to };
  const read = (of: Asked['key']) => Promise.all(regions.map((region) => statistics.read(region, of, period)));
  const [found, byUniversity, standing] = await Promise.all([
    read(key),
    whose === 'region' ? read('universities') : [],
    statistics.standing(),
  ]);
  const within = (all: readonly FiguresRead[]) =>
    together(all.flatMap((one) => [...one.months].filter(([month]) => month >= from).map(([, figures]) => figures)));
  const now = together(found.map((one) => one.now));
  const sums = within(found);
  const days = daysOf(sums);
  const values = whose === 'region' ? valuesOf(sums) : [];
  const labels = await labelsOf(values, regions, policies);
  return {
    whose,
    regions: [...regions],
    fromMonth: from,
    toMonth: to,
    countedAt: standing.at,
    complete: standing.complete,
    open: openOf(now, at),
    kinds: CASE_KINDS.map((kind) => ({
      kind,
      received: sums.get(`received#${kind}`) ?? 0,
      finished: sumOf(sums, `finished#${kind}#`),
      ends: named(sums, `finished#${kind}#`).map(([state, count]) => ({ state, count })),
      ...times(days.get(kind)),
    })),
    total: {
      received: sumOf(sums, 'received#'),
      finished: sumOf(sums, 'finished#'),
      ...times(mergedDays([...days.values()])),
    },
    months: months.map((month) => {
      const figures = together(found.flatMap((one) => one.months.get(month) ?? []));
      return {
        month,
        received: sumOf(figures, 'received#'),
        finished: sumOf(figures, 'finished#'),
        ...moneyOf(figures),
      };
    }),
    money: moneyOf(sums),
    values: values.map((value) => ({ ...value, label: labels.get(value.field) ?? value.field })),
    decided: whose === 'own' ? named(sums, 'decided#').map(([action, count]) => ({ action, count })) : [],
    universities: universitiesOf(together(byUniversity.map((one) => one.now)), within(byUniversity)),
  };
}

function together(all: readonly Figures[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const figures of all) for (const [what, number] of figures) sums.set(what, (sums.get(what) ?? 0) + number);
  return sums;
}

/** What begins so, without the beginning; the largest first. */
const named = (figures: Figures, beginning: string): [string, number][] =>
  [...figures]
    .filter(([what, number]) => what.startsWith(beginning) && number !== 0)
    .map(([what, number]): [string, number] => [what.slice(beginning.length), number])
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));

const sumOf = (figures: Figures, beginning: string): number =>
  named(figures, beginning).reduce((sum, [, number]) => sum + number, 0);

const kindSchema = z.enum(CASE_KINDS);

function openOf(now: Figures, at: string): Statistics['open'] {
  const states = named(now, 'state#').map(([what, count]) => {
    const [kind = '', state = ''] = what.split('#');
    return { kind: kindSchema.parse(kind), state, waitsFor: whoMoves(state), count };
  });
  const today = dateOfInstant(at);
  const overdue = named(now, 'due#').filter(([day]) => day < today);
  return {
    count: states.reduce((sum, { count }) => sum + count, 0),
    overdue: overdue.reduce((sum, [, number]) => sum + number, 0),
    states,
  };
}

type Days = ReadonlyMap<number, number>;

function daysOf(sums: Figures): Map<Case['kind'], Days> {
  const ofKind = (kind: Case['kind']): Days =>
    new Map(named(sums, `days#${kind}#`).map(([days, count]) => [Number(days), count]));
  return new Map(CASE_KINDS.map((kind) => [kind, ofKind(kind)]));
}

function mergedDays(all: readonly Days[]): Days {
  const merged = new Map<number, number>();
  for (const days of all) for (const [day, count] of days) merged.set(day, (merged.get(day) ?? 0) + count);
  return merged;
}

const times = (days: Days = new Map()) => ({ median: quantileOf(days, 0.5), ninety: quantileOf(days, 0.9) });

const moneyOf = (figures: Figures): Statistics['money'] => ({
  payments: sumOf(figures, 'payments#'),
  collected: formatYuan(li(sumOf(figures, 'collected#'))),
  refunds: figures.get('refunds') ?? 0,
  refunded: formatYuan(li(figures.get('refunded') ?? 0)),
  returned: figures.get('returned') ?? 0,
  recovered: formatYuan(li(figures.get('recovered') ?? 0)),
});

function valuesOf(sums: Figures): Omit<Statistics['values'][number], 'label'>[] {
  const [confirmed, supplied, replaced] = ['confirmed', 'supplied', 'replaced'].map(
    (how) => new Map(named(sums, `value#${how}#`)),
  );
  const fields = new Set([confirmed, supplied, replaced].flatMap((one) => [...(one?.keys() ?? [])]));
  return [...fields]
    .map((field) => ({
      field,
      confirmed: confirmed?.get(field) ?? 0,
      supplied: supplied?.get(field) ?? 0,
      replaced: replaced?.get(field) ?? 0,
    }))
    .sort((one, other) => timesOf(other) - timesOf(one) || (one.field < other.field ? -1 : 1));
}

const timesOf = (value: { confirmed: number; supplied: number; replaced: number }): number =>
  value.confirmed + value.supplied + value.replaced;

/** What each field is called, by the newest table of these regions that has it. */
async function labelsOf(
  values: readonly { field: string }[],
  regions: readonly string[],
  policies: ReadServices['policies'],
): Promise<Map<string, string>> {
  const labels = new Map<string, string>();
  if (values.length === 0) return labels;
  const listings = (await policies.list())
    .filter(({ region }) => regions.includes(region))
    .toSorted((one, other) => other.coverageYear - one.coverageYear);
  for (const { region, coverageYear } of listings) {
    const left = values.filter(({ field }) => !labels.has(field));
    if (left.length === 0) break;
    const table = (await policies.versions(region, coverageYear)).at(-1)?.table;
    if (!table) continue;
    for (const { field } of left) {
      const label = inFullWidth(nameOfField(field, table));
      if (label !== field) labels.set(field, label);
    }
  }
  return labels;
}

function universitiesOf(now: Figures, sums: Figures): Statistics['universities'] {
  const of = (figures: Figures, name: string, university: string) => figures.get(`${name}#${university}`) ?? 0;
  const codes = new Set(
    [...now, ...sums].filter(([, number]) => number !== 0).map(([what]) => what.slice(what.lastIndexOf('#') + 1)),
  );
  return [...codes].sort().map((university) => ({
    university,
    received: of(sums, 'received', university),
    finished: of(sums, 'finished', university),
    open: of(now, 'open', university),
    refunds: of(sums, 'refunds', university),
    refunded: formatYuan(li(of(sums, 'refunded', university))),
    returned: of(sums, 'returned', university),
  }));
}
