/**
 * An office's own server: what rings there, and that somebody is at the desk. Its issuer's description says where that is
 * asked; elsewhere there is nothing of it.
 */
import { queryOptions } from '@tanstack/react-query';
import { discover } from './discovery.ts';
import { readSession } from './session.ts';

export interface OfficeDesk {
  /** What somebody has to look at, in sentences. */
  alarms: readonly string[];
  administrator: boolean;
}

const NOTHING: OfficeDesk = { alarms: [], administrator: false };
const ASKED_MS = 120_000;
/** A session there ends after 15 idle minutes. */
const SAID_MS = 60_000;

export const officeQuery = queryOptions({
  queryKey: ['office'],
  queryFn: async () => readDesk(await ask('GET')),
  refetchInterval: ASKED_MS,
});

async function ask(method: 'GET' | 'POST'): Promise<unknown> {
  try {
    const { officeEndpoint } = await discover();
    const session = readSession();
    if (officeEndpoint === null || session.status !== 'in') return null;
    const headers = { authorization: `Bearer ${session.tokens.access}` };
    const response = await fetch(officeEndpoint, { method, headers });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function readDesk(value: unknown): OfficeDesk {
  if (typeof value !== 'object' || value === null || !('alarms' in value) || !Array.isArray(value.alarms))
    return NOTHING;
  return { alarms: value.alarms.map(String), administrator: 'administrator' in value && value.administrator === true };
}

let saidAt = 0;

/** Whoever types or points is there, whether anything is sent or not. */
export function sayThatSomebodyIsThere(): void {
  if (Date.now() - saidAt < SAID_MS) return;
  saidAt = Date.now();
  void ask('POST');
}
