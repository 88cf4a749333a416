/** What is used of AWS, and what that costs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Usage {
  transitions: number;
  calls: number;
  /** Of all calls together. */
  milliseconds: number;
  gbSeconds: number;
  httpRequests: number;
  scheduled: number;
  reads: number;
  writes: number;
  readUnits: number;
  writeUnits: number;
  /** Requests of the documents' bucket. */
  objectsWritten: number;
  objectsRead: number;
}

export const NOTHING: Usage = {
  transitions: 0,
  calls: 0,
  milliseconds: 0,
  gbSeconds: 0,
  httpRequests: 0,
  scheduled: 0,
  reads: 0,
  writes: 0,
  readUnits: 0,
  writeUnits: 0,
  objectsWritten: 0,
  objectsRead: 0,
};

/** `one` and so many times the other. */
export const plus = (one: Usage, other: Partial<Usage>, times = 1): Usage => ({
  transitions: one.transitions + times * (other.transitions ?? 0),
  calls: one.calls + times * (other.calls ?? 0),
  milliseconds: one.milliseconds + times * (other.milliseconds ?? 0),
  gbSeconds: one.gbSeconds + times * (other.gbSeconds ?? 0),
  httpRequests: one.httpRequests + times * (other.httpRequests ?? 0),
  scheduled: one.scheduled + times * (other.scheduled ?? 0),
  reads: one.reads + times * (other.reads ?? 0),
  writes: one.writes + times * (other.writes ?? 0),
  readUnits: one.readUnits + times * (other.readUnits ?? 0),
  writeUnits: one.writeUnits + times * (other.writeUnits ?? 0),
  objectsWritten: one.objectsWritten + times * (other.objectsWritten ?? 0),
  objectsRead: one.objectsRead + times * (other.objectsRead ?? 0),
});

const priceSchema = z.object({
  perMillion: z.number(),
  standing: z.enum(['stated', 'third party', 'derived', 'uncertain']),
  source: z.string(),
});
export const priceList = z
  .object({
    region: z.string(),
    lookedUpOn: z.string(),
    leftOut: z.string(),
    prices: z.object({
      transition: priceSchema,
      lambdaRequest: priceSchema,
      lambdaGbSecond: priceSchema,
      writeUnit: priceSchema,
      readUnit: priceSchema,
      httpRequest: priceSchema,
      schedulerCall: priceSchema,
      keyMonth: priceSchema,
      alarmMetricMonth: priceSchema,
      secretMonth: priceSchema,
      storageGbMonth: priceSchema,
      recoveryGbMonth: priceSchema,
      backupGbMonth: priceSchema,
      logGb: priceSchema,
      objectWritten: priceSchema,
      objectRead: priceSchema,
      objectGbMonth: priceSchema,
      objectBackupGbMonth: priceSchema,
    }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'prices.json'), 'utf8')));

/** Yuan for each thing that is paid for. */
export function priceOf(usage: Usage) {
  const { prices } = priceList;
  const cost = (count: number, { perMillion }: z.output<typeof priceSchema>) => (count * perMillion) / 1e6;
  return {
    transitions: cost(usage.transitions, prices.transition),
    lambda: cost(usage.calls, prices.lambdaRequest) + cost(usage.gbSeconds, prices.lambdaGbSecond),
    dynamodb: cost(usage.readUnits, prices.readUnit) + cost(usage.writeUnits, prices.writeUnit),
    requests:
      cost(usage.httpRequests, prices.httpRequest) +
      cost(usage.scheduled, prices.schedulerCall) +
      cost(usage.objectsWritten, prices.objectWritten) +
      cost(usage.objectsRead, prices.objectRead),
  };
}

export const yuanOf = (usage: Usage): number => Object.values(priceOf(usage)).reduce((sum, one) => sum + one, 0);
