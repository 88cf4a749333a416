/** A notice whose every value is known, or the names of those that are missing: then nothing is sent. */
import { findHole } from '../domain/holes.ts';
import type { Notice } from './notice.ts';

export type Filled = { ok: true; notice: Notice } | { ok: false; missing: string[] };

/** Thrown by a template on a value that it cannot do without. */
class MissingValueError extends Error {
  override readonly name = 'MissingValue';
}

/** The value, or the end of the template. @param name as a caseworker reads it in the dead letter */
export function need<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined || value === '') throw new MissingValueError(name);
  return value;
}

/** Runs a template: one that lacks a value says which. */
export function fillNotice(write: () => Notice): Filled {
  try {
    const notice = write();
    const empty = findHole([notice.title, ...notice.body]);
    return empty === null ? { ok: true, notice } : { ok: false, missing: ['模板中的值'] };
  } catch (error) {
    if (error instanceof MissingValueError) return { ok: false, missing: [error.message] };
    throw error;
  }
}
