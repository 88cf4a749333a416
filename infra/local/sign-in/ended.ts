/** Sign-ins that were ended and codes that were traded: also after a restart nobody goes on with them. */
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../small-cloud/data-folder/kept-json.ts';

/** Until when (ms, real time) something sealed could still be used. */
const keptSchema = z.record(z.string(), z.number());

export function openEnded(path: string, now: () => number) {
  const until = new Map(Object.entries(readKeptJson(path, keptSchema) ?? {}));
  return {
    has: (id: string): boolean => until.has(id),

    /** On disk when it is done. What nobody could use any more by its own age is forgotten. */
    add(id: string, lifetimeSeconds: number): void {
      const at = now();
      for (const [other, end] of until) if (end < at) until.delete(other);
      until.set(id, at + lifetimeSeconds * 1000);
      writeKeptJson(path, Object.fromEntries(until));
    },
  };
}
