/** Nobody who is known to have died is asked for something, or told to use something; each message is of a case that is there. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isForTheLiving } from '../../domain/reminder/for-the-living.ts';
import { personOfSubject } from '../../store/keys.ts';
import { scanTable } from '../stored-cases.ts';
import type { CaseFinding } from '../verify-case.ts';
import type { CaseFacts, LedgerFacts } from './facts.ts';

const messageSchema = z.looseObject({
  caseId: z.string(),
  occasion: z.string(),
  state: z.string().optional(),
  sentAt: z.string().optional(),
});

export async function checkMessages(
  client: DynamoDBDocumentClient,
  table: string,
  { cases, deaths }: { cases: ReadonlyMap<string, CaseFacts>; deaths: LedgerFacts['deaths'] },
): Promise<CaseFinding[]> {
  const knownAt = deathsKnown(cases, deaths);
  const lost = new Set<string>();
  const findings: CaseFinding[] = [];
  for await (const item of scanTable(client, table)) {
    const { caseId, occasion, state, sentAt } = messageSchema.parse(item);
    if (personOfSubject(caseId) === null && !cases.has(caseId)) lost.add(caseId);
    if (state !== 'sent' || sentAt === undefined || !isForTheLiving(occasion)) continue;
    const personRef = personOfSubject(caseId) ?? cases.get(caseId)?.personRef;
    const since = personRef === undefined ? undefined : knownAt.get(personRef);
    if (since === undefined || sentAt <= since.at) continue;
    findings.push({
      caseId: since.caseId ?? caseId,
      what: 'message',
      where: `${occasion} went out after the death was known`,
    });
  }
  const where = 'a message of a case that is not there';
  return [...findings, ...[...lost].map((caseId): CaseFinding => ({ caseId, what: 'message', where }))];
}

/** Since when each death is known for certain: a refund for it was paid, a child's case or a list says so. */
function deathsKnown(cases: ReadonlyMap<string, CaseFacts>, deaths: LedgerFacts['deaths']) {
  const known = new Map<string, { at: string; caseId: string | null }>();
  const say = (personRef: string, at: string, caseId: string | null) => {
    const before = known.get(personRef);
    if (before === undefined || at < before.at) known.set(personRef, { at, caseId });
  };
  for (const { caseId, personRef, refund, diedAt } of cases.values()) {
    if (refund?.ground === 'death' && refund.refundedAt !== undefined) say(personRef, refund.refundedAt, caseId);
    if (diedAt !== undefined) say(personRef, diedAt, caseId);
  }
  for (const { personRef, recordedAt, revokedOn } of deaths.values()) {
    if (revokedOn === undefined) say(personRef, recordedAt, null);
  }
  return known;
}
