/** Meters a machine in this process: its functions' calls, and what each of them asked of the database. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudOptions } from '../../../infra/local/cloud.ts';
import { median } from '../percentile.ts';
import { type CountedDatabase, openCountedDatabase } from './counted-database.ts';
import { NOTHING, plus, type Usage } from './usage.ts';
import { type FunctionCall, watchCalls } from './watch-calls.ts';

/** What the calls of one function used; those that a schedule made are counted for themselves. */
export interface Metered {
  /** Its name in the stack, with ` of SOURCE` after it for those of a schedule. */
  name: string;
  usage: Usage;
}

export interface Meter {
  options: Pick<CloudOptions, 'dynamodb' | 'between'>;
  /** Since the last time; starts anew from here. */
  read(): Metered[];
}

/**
 * @param data folder of a machine. The database is the one that it has; a machine that was never started gets one under
 *   another name, because it takes tables without their secrets for a loss. The machine closes it.
 */
export async function openMeter(data: string): Promise<Meter> {
  const own = join(data, 'dynamodb');
  const database: CountedDatabase = await openCountedDatabase(existsSync(own) ? own : join(data, 'counted'));
  let calls: FunctionCall[] = [];
  return {
    options: { dynamodb: database, between: watchCalls((call) => calls.push(call)) },
    read() {
      const asked = database.count();
      const byName = Map.groupBy(calls, ({ name, event }) => shortName(name) + sourceOf(event));
      calls = [];
      return [...byName].map(([name, own]) => {
        // Whoever is called by a schedule and otherwise too has one role: its counts go with the other calls.
        const mixed = [...byName.keys()].some((other) => other !== name && name.startsWith(`${other} of `));
        const callers = asked.filter(({ caller }) => !mixed && caller.endsWith(`/${own[0]?.name}`));
        const counts = callers.reduce(
          (sum, { itemsRead, itemsWritten, readUnits, writeUnits }) =>
            plus(sum, { reads: itemsRead, writes: itemsWritten, readUnits, writeUnits }),
          NOTHING,
        );
        return { name, usage: plus(counts, usageOfCalls(name, own)) };
      });
    },
  };
}

/** A call's time is the median, so that the starts of environments don't count: on AWS few calls meet one. */
function usageOfCalls(name: string, calls: readonly FunctionCall[]): Partial<Usage> {
  const milliseconds = calls.length * median(calls.map((call) => call.milliseconds));
  return {
    calls: calls.length,
    milliseconds,
    gbSeconds: (milliseconds / 1000) * ((calls[0]?.memoryMb ?? 0) / 1024),
    httpRequests: /^(Api|Console)/.test(name) && !name.includes(' of ') ? calls.length : 0,
    scheduled: name.includes(' of ') ? calls.length : 0,
  };
}

/** `canbao-workflows-LatePaymentAssessFunction1A2B…` is LatePaymentAssess. */
export const shortName = (name: string): string => /(\w+?)(?:Function\w*)?$/.exec(name)?.[1] ?? name;

const sourceOf = (event: string): string => {
  const source = /"source":"(canbao\.[\w-]+)"/.exec(event)?.[1];
  return source === undefined ? '' : ` of ${source}`;
};
