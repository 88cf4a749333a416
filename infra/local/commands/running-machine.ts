import { z } from 'zod';
import { findPort } from '../../small-cloud/data-folder/data-folder.ts';
import { UsageError } from './arguments.ts';

const clockSchema = z.object({ now: z.number(), time: z.string(), canBeMoved: z.boolean(), data: z.string() });

/** What a running machine says of its clock. */
export type ClockReport = z.infer<typeof clockSchema>;

/** The port of the running machine that is meant; undefined when none runs on that folder. */
export function choosePort(named: { port: string | undefined; data: string }): number | undefined {
  return named.port === undefined ? findPort(named.data) : Number(named.port);
}

/** Asks a machine for its clock, or to move it. @throws UsageError with its reason when it refuses or does not answer */
export async function askClock(port: number, move?: string): Promise<ClockReport> {
  const address = `http://127.0.0.1:${port}/_local/clock`;
  const request: RequestInit = move === undefined ? {} : { method: 'POST', body: JSON.stringify({ move }) };
  const response = await fetch(address, request).catch(() => {
    throw new UsageError(`nothing answers at ${address}`);
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new UsageError(z.object({ message: z.string() }).parse(body).message);
  return clockSchema.parse(body);
}
