/**
 * The fields of a stored case that never leave it: everything that tells who the person is, and the tokens of
 * executions. No rule reads them, so a case without them is decided the same.
 */
import { z } from 'zod';
import { type Case, caseSchema } from '../../cases/case.ts';

/** Names of attributes, at whatever depth. */
const SECRET = ['ref', 'sealed', 'token', 'requestDigest', 'keyDigest', 'pending', 'pendingSince', 'events'];

export function withoutSecrets<Part extends object>(found: Part): Part {
  return JSON.parse(JSON.stringify(found), (key, value) => (SECRET.includes(key) ? undefined : value));
}

const recordSchema = z.record(z.string(), z.unknown());
const HIDDEN = { ref: '', sealed: '', token: '' };
/** Parts of which some attributes are secret. */
const HOLDERS = ['person', 'parent', 'birth', 'payee', 'wait'];

/** A case as its schema has it, from one without secrets. @throws ZodError if it is none */
export function withBlanks(shown: unknown): Case {
  const parts = Object.entries(recordSchema.parse(shown)).map(([name, value]) => {
    const holder = HOLDERS.includes(name) ? recordSchema.safeParse(value) : undefined;
    return [name, holder?.success ? { ...HIDDEN, ...holder.data } : value];
  });
  return caseSchema.parse({ requestDigest: '', keyDigest: '', events: [], ...Object.fromEntries(parts) });
}
