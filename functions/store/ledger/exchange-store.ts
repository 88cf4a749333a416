/**
 * Which files went out: a number for each, without a gap, and what is in it, for ever. Asked for again a file is the
 * same to the last byte.
 */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { addDays, type LocalDate } from '../../domain/calendar.ts';
import type { ExchangeKind, ExchangeName } from '../../domain/exchange/exchange-file.ts';
import { openLedgerItems } from './ledger-items.ts';

/** Ids of one item: an item holds 400 KB, and ids hardly pack. */
const IDS_AN_ITEM = 10_000;
/** Days before in which something can have come too late for its own day's file. */
const DAYS_BEFORE = 3;
const ATTEMPTS = 5;

const countSchema = z.object({ last: z.number(), days: z.record(z.string(), z.number()) });
const fileSchema = z.object({ number: z.number(), lists: z.array(z.string()) });
const listSchema = z.object({ ids: z.instanceof(Uint8Array) });

interface Place {
  kind: ExchangeKind;
  region: string;
  day: LocalDate;
}

/** Ids in the ledger of what a region has to tell on a day. */
type FindIds = (day: LocalDate) => Promise<string[]>;

export type ExchangeStore = ReturnType<typeof openExchangeStore>;

const fileEntry = ({ kind, region, day }: Place): string => `exchange#${kind}#${region}#${day}`;
const countEntry = (kind: ExchangeKind, region: string, year: number): string => `exchange#${kind}#${region}#${year}`;

export function openExchangeStore(client: DynamoDBDocumentClient, table: string) {
  const { read, update, putNew } = openLedgerItems(client, table);

  async function readCount(entry: string) {
    const item = await read(entry);
    return item && countSchema.parse(item);
  }

  /** The number of a day's file: the next one, once. */
  async function numberOf({ kind, region, day }: Place): Promise<number> {
    const entry = countEntry(kind, region, Number(day.slice(0, 4)));
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const count = await readCount(entry);
      if (!count) {
        if (await putNew({ entry, last: 1, days: { [day]: 1 } })) return 1;
        continue;
      }
      const known = count.days[day];
      if (known !== undefined) return known;
      const number = count.last + 1;
      const taken = await update(entry, {
        UpdateExpression: 'SET #last = :number, days.#day = :number',
        ConditionExpression: '#last = :before AND attribute_not_exists(days.#day)',
        ExpressionAttributeNames: { '#last': 'last', '#day': day },
        ExpressionAttributeValues: { ':number': number, ':before': count.last },
      });
      if (taken) return number;
    }
    throw new Error(`the numbers of ${entry} are being taken by others again and again`);
  }

  async function readFile(place: Place): Promise<{ number: number; ids: string[] } | null> {
    const item = await read(fileEntry(place));
    if (!item) return null;
    const { number, lists } = fileSchema.parse(item);
    const ids: string[] = [];
    for (const list of lists) {
      const packed = listSchema.parse(await read(list)).ids;
      ids.push(...z.array(z.string()).parse(JSON.parse(gunzipSync(packed).toString('utf8'))));
    }
    return { number, ids };
  }

  /**
   * True if an entry that came too late belongs to the file of this day: it is told in one file, whichever is made
   * first.
   */
  async function takeLate({ kind, day }: Place, id: string): Promise<boolean> {
    const entry = `exchange#${kind}#late#${id}`;
    if (await putNew({ entry, day })) return true;
    return (await read(entry))?.day === day;
  }

  /** What came after the files of the days before were made. */
  async function findLate(place: Place, find: FindIds): Promise<string[]> {
    const late: string[] = [];
    for (let back = 1; back <= DAYS_BEFORE; back += 1) {
      const day = addDays(place.day, -back);
      const before = await readFile({ ...place, day });
      if (!before) continue;
      const told = new Set(before.ids);
      const missed = (await find(day)).filter((id) => !told.has(id));
      for (const id of missed) if (await takeLate(place, id)) late.push(id);
    }
    return late;
  }

  async function putFile(place: Place, ids: readonly string[]): Promise<void> {
    const number = await numberOf(place);
    const digest = createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 12);
    const lists: string[] = [];
    for (let start = 0; start < ids.length; start += IDS_AN_ITEM) {
      const entry = `${fileEntry(place)}#${digest}#${lists.length}`;
      await putNew({ entry, ids: gzipSync(JSON.stringify(ids.slice(start, start + IDS_AN_ITEM))) });
      lists.push(entry);
    }
    await putNew({ entry: fileEntry(place), number, lists });
  }

  return {
    /** The file of a day, made if there is none yet; null if there is nothing to tell. */
    async open(place: Place, find: FindIds): Promise<{ name: ExchangeName; ids: string[] } | null> {
      const made = await readFile(place);
      if (made) return { name: { ...place, number: made.number }, ids: made.ids };
      const ids = [...new Set([...(await findLate(place, find)), ...(await find(place.day))])].sort();
      if (ids.length === 0) return null;
      await putFile(place, ids);
      // Of two that make it at the same time one has stored it.
      const stored = await readFile(place);
      return stored && { name: { ...place, number: stored.number }, ids: stored.ids };
    },

    /** The day of the file with a number; null if there is none. */
    async dayOf(kind: ExchangeKind, { region, year, number }: { region: string; year: number; number: number }) {
      const count = await readCount(countEntry(kind, region, year));
      return Object.entries(count?.days ?? {}).find(([, known]) => known === number)?.[0] ?? null;
    },
  };
}
