import { randomBytes } from 'node:crypto';
import { isObject } from '../expressions/json.ts';

const MARK = 'cb1.';

/** An unguessable token that also tells which frame of which execution it is for. */
export function createTaskToken(execution: string, frame: number): string {
  const place = JSON.stringify([execution, frame, randomBytes(18).toString('base64url')]);
  return MARK + Buffer.from(place).toString('base64url');
}

/** Where a token leads; undefined if it is none of ours. Only the open task's own copy proves that it is genuine. */
export function readTaskToken(token: string): { execution: string; frame: number } | undefined {
  if (!token.startsWith(MARK)) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(token.slice(MARK.length), 'base64url').toString());
    if (!Array.isArray(place) || isObject(place)) return undefined;
    const [execution, frame] = place;
    return typeof execution === 'string' && typeof frame === 'number' ? { execution, frame } : undefined;
  } catch {
    return undefined;
  }
}
