/** What is shown of a message: masked as the notice is; never a phone number or sealed details, of a person the reference only. */
import { z } from 'zod';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { personOfSubject } from '../../store/keys.ts';
import { CHANNEL_NAMES, type Message, type MessagePage } from '../../store/messages/outbox-store.ts';
import { invalidCursor } from '../http/bound-cursor.ts';

export const messageViewSchema = z.object({
  /** `subject~occasion`; names it to POST /dead-letters/{id}/retry. */
  id: z.string(),
  /** Null for a reminder to a person who has no case. */
  caseId: z.string().nullable(),
  occasion: z.string(),
  region: z.string(),
  title: z.string(),
  body: z.array(z.string()),
  at: z.string(),
  state: z.enum(['queued', 'sent', 'dead']),
  channel: z.enum(CHANNEL_NAMES).nullable(),
  sentAt: z.string().nullable(),
  attempts: z.int(),
  failure: z.object({ reason: z.string(), detail: z.string() }).nullable(),
});

export const messagePageSchema = z.object({ messages: z.array(messageViewSchema), cursor: z.string().nullable() });

const idOf = ({ caseId, occasion }: Message): string => `${caseId}~${occasion}`;

/** Null for a text that names no message. */
export function readMessageId(id: string): { caseId: string; occasion: string } | null {
  const [, caseId, occasion] = /^([\w-]{8,100})~([\w-]{1,80})$/.exec(id) ?? [];
  return caseId && occasion ? { caseId, occasion } : null;
}

export function showMessage(message: Message): z.input<typeof messageViewSchema> {
  const { caseId, occasion, region, title, body, at, state, channel, sentAt, attempts, failure } = message;
  return {
    id: idOf(message),
    caseId: personOfSubject(caseId) === null ? caseId : null,
    occasion,
    region,
    title,
    body,
    at,
    state,
    channel: channel ?? null,
    sentAt: sentAt ?? null,
    attempts,
    failure: failure ?? null,
  };
}

export const showPage = ({ messages, cursor }: MessagePage): z.input<typeof messagePageSchema> => ({
  messages: messages.map(showMessage),
  cursor: cursor && Buffer.from(JSON.stringify(cursor)).toString('base64url'),
});

const cursorSchema = z.record(z.string(), z.string());

function readCursor(cursor: string | undefined): Record<string, string> | null {
  if (cursor === undefined) return null;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw invalidCursor();
  }
}

/**
 * Reads on from where a page ended. DynamoDB itself says whether it is a place of the list.
 * @throws ProblemError `invalid_request`
 */
export async function readOn<Found>(
  cursor: string | undefined,
  read: (start: Record<string, string> | null) => Promise<Found>,
): Promise<Found> {
  const start = readCursor(cursor);
  try {
    return await read(start);
  } catch (error) {
    if (start !== null && error instanceof Error && error.name === 'ValidationException') throw invalidCursor();
    throw error;
  }
}

/** @throws ProblemError `region_not_allowed` */
export function requireRegion(caller: Caller, region: string): void {
  if (worksFor(caller, region)) return;
  throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
}
