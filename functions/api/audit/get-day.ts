import { z } from 'zod';
import { countedAs, DAY_COUNTS, type DayRecord } from '../../cases/day.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { DAY_READERS, dayParams, dayQuery, readDay } from './read-day.ts';

const counted = z.enum(DAY_COUNTS);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const bySomebody = { at: z.string(), by: z.string(), name: z.string().nullable() };

const answer = z.object({
  complete: z.boolean().meta({
    description: 'The day is over and all of it is listed: nothing is added any more, and the digest stays as it is',
  }),
  digest: digest.meta({ description: 'SHA-256 of the text of this part, which downloadAuditDay gives' }),
  previous: digest.nullable().meta({ description: 'Of the part before, which the text of this part begins with' }),
  part: z.int().min(1),
  cases: z.int(),
  lost: z
    .array(z.string())
    .meta({ description: 'Cases that something happened to on that day, and whose records are gone' }),
  counts: z.record(counted, z.int()),
  decisions: z.array(
    z.object({
      by: z.string(),
      name: z.string().nullable(),
      role: z.string().nullable(),
      action: z.string(),
      count: z.int(),
    }),
  ),
  tables: z.array(z.object({ coverageYear: z.int(), version: z.string(), content: z.string(), ...bySomebody })),
  records: z.array(
    z.object({
      caseId: z.string(),
      seq: z.int(),
      event: z.string(),
      counted: counted.nullable().meta({ description: 'As what it is counted; null for a step between' }),
      action: z.string().nullable(),
      role: z.string().nullable(),
      ...bySomebody,
    }),
  ),
  next: z.string().nullable().meta({
    description: 'Where the next part begins, for `from`; null in the last part, whose digest stands for the day',
  }),
});

export const getAuditDay = defineRoute({
  entry: 'audit',
  method: 'GET',
  path: '/audit/{region}/{day}',
  operation: 'getAuditDay',
  summary: 'What happened in a region on one day, part by part, with a digest over all of it.',
  roles: DAY_READERS,
  params: dayParams,
  query: dayQuery,
  body: NO_BODY,
  answer,
  problems: ['region_not_allowed'],
  async handle({ params, query, caller, at }, services) {
    const { text: _text, records, tables, ...found } = await readDay({ params, query, caller, at }, services);
    const body = {
      ...found,
      tables: tables.map(({ region: _region, name = null, ...table }) => ({ ...table, name })),
      counts: countsOf(records),
      decisions: decisionsOf(records),
      records: records.map((record) => ({ ...record, counted: countedAs(record) })),
    };
    return { status: 200, body };
  },
});

function countsOf(records: readonly DayRecord[]): z.input<typeof answer>['counts'] {
  const countOf = (what: (typeof DAY_COUNTS)[number]) => records.filter((record) => countedAs(record) === what).length;
  return {
    opened: countOf('opened'),
    decided: countOf('decided'),
    corrected: countOf('corrected'),
    paid: countOf('paid'),
    refundsOrdered: countOf('refundsOrdered'),
    refundsPaid: countOf('refundsPaid'),
    refundsReturned: countOf('refundsReturned'),
    withdrawn: countOf('withdrawn'),
    revealed: countOf('revealed'),
    packsTaken: countOf('packsTaken'),
    erased: countOf('erased'),
  };
}

/** Who decided what how often, the most first. */
function decisionsOf(records: readonly DayRecord[]): z.input<typeof answer>['decisions'] {
  const found = new Map<string, z.input<typeof answer>['decisions'][number]>();
  for (const record of records) {
    if (countedAs(record) !== 'decided') continue;
    const { by, name, role, action } = record;
    const key = JSON.stringify([by, action]);
    const before = found.get(key) ?? { by, name, role, action: action ?? '', count: 0 };
    found.set(key, { ...before, count: before.count + 1 });
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}
