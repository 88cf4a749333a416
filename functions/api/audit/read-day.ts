/** A part of a day: so many cases that one answer holds it, each part with the digest of the one before. */
import { z } from 'zod';
import {
  type DayRecord,
  digestOfText,
  headOfDay,
  lineOfTable,
  linesOfCase,
  type TablePublished,
} from '../../cases/day.ts';
import { addDays, dateOfInstant, type LocalDate, localDateSchema, startOfDay } from '../../domain/calendar.ts';
import { regionSchema } from '../../domain/regions.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { pageQuery } from '../http/listing.ts';
import { invalidRequest } from '../http/route.ts';
import type { AuditServices } from '../http/services.ts';

export const DAY_READERS = ['auditor'] as const;
export const dayParams = z.strictObject({ region: regionSchema, day: localDateSchema });
/** Not a cursor, which belongs to one operation: that of what is listed takes the file too. */
export const dayQuery = z.strictObject({ from: pageQuery.cursor });

/** A part ends with the case by which it has so many, or so long a text: the same records make the same parts. */
const CASES_A_PART = 500;
const LONGEST_PART = 2_000_000;
const AT_A_TIME = 100;

/** A step that began before midnight and is tried again writes later, as of before midnight. */
const LATE_WRITES_MS = 60 * 60_000;

interface DayPart {
  /** What the digest is of. */
  text: string;
  digest: string;
  previous: string | null;
  part: number;
  cases: number;
  lost: string[];
  records: DayRecord[];
  tables: TablePublished[];
  /** Nothing can be added to the day any more. */
  complete: boolean;
  /** Where the next part begins; null where this is the last. */
  next: string | null;
}

interface Asked {
  params: z.output<typeof dayParams>;
  query: z.output<typeof dayQuery>;
  caller: Caller;
  at: string;
}

const placeSchema = z.object({
  region: z.string(),
  day: z.string(),
  part: z.int().min(2),
  after: z.string(),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
});

/** @throws ProblemError `region_not_allowed`, `invalid_request` */
export async function readDay({ params, query, caller, at }: Asked, services: AuditServices): Promise<DayPart> {
  const { region, day } = params;
  if (!worksFor(caller, region)) throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}。`);
  if (day > dateOfInstant(at)) throw invalidRequest([{ path: 'day', message: '这一天还没有到' }]);
  const { part, after, previous } = query.from === undefined ? FIRST_PART : readPlace(query.from, params);
  const complete = await isComplete(day, services);
  const tables = part === 1 ? await tablesOf(region, day, services) : [];
  let text = headOfDay({ region, day }, previous) + tables.map(lineOfTable).join('');
  const records: DayRecord[] = [];
  const lost: string[] = [];
  let [cases, last, isLast] = [0, after, false];
  while (!isLast && cases < CASES_A_PART && text.length < LONGEST_PART) {
    const ids = await services.days.casesOf(region, day, last, AT_A_TIME);
    isLast = ids.length < AT_A_TIME;
    const histories = await services.days.histories(ids);
    for (const [index, caseId] of ids.entries()) {
      const found = linesOfCase(caseId, histories.get(caseId), { region, day });
      text += found.text;
      records.push(...found.records);
      if (found.isLost) lost.push(caseId);
      [cases, last] = [cases + 1, caseId];
      if (text.length >= LONGEST_PART && index < ids.length - 1) {
        isLast = false;
        break;
      }
    }
  }
  const digest = digestOfText(text);
  const next = isLast ? null : writePlace({ region, day, part: part + 1, after: last, previous: digest });
  return { text, digest, previous, part, cases, lost, records, tables, complete, next };
}

const FIRST_PART = { part: 1, after: '', previous: null };

function readPlace(from: string, { region, day }: Asked['params']): z.output<typeof placeSchema> {
  try {
    const place = placeSchema.parse(JSON.parse(Buffer.from(from, 'base64url').toString()));
    if (place.region === region && place.day === day) return place;
  } catch {
    // As one that is of another day.
  }
  throw invalidRequest([{ path: 'from', message: '应为同一天上一部分给出的 next' }]);
}

const writePlace = (place: z.output<typeof placeSchema>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Over, and counted since: what was changed until then is listed, unless a case still waits to be counted. */
async function isComplete(day: LocalDate, services: AuditServices): Promise<boolean> {
  const end = startOfDay(addDays(day, 1));
  const [{ complete, through }, uncounted] = await Promise.all([
    services.statistics.standing(),
    services.cases.uncountedBefore(end),
  ]);
  const isOver = through !== null && Date.parse(through) >= Date.parse(end) + LATE_WRITES_MS;
  return complete && isOver && uncounted.length === 0;
}

/** Tables are as many as a region has years. */
async function tablesOf(
  region: string,
  day: LocalDate,
  { policies, drafts }: AuditServices,
): Promise<TablePublished[]> {
  const ofRegion = (await policies.list()).filter((one) => one.region === region);
  const found = await Promise.all(
    ofRegion.map(async ({ coverageYear }) =>
      (await drafts.published(region, coverageYear)).flatMap(({ versionKey, digest, publication }) =>
        dateOfInstant(publication.at) === day
          ? [{ region, coverageYear, version: versionKey, content: digest, ...publication }]
          : [],
      ),
    ),
  );
  return found.flat().sort((one, other) => (lineOfTable(one) < lineOfTable(other) ? -1 : 1));
}
