/** One open case for a birth certificate: the ledger's item of the birth carries it, and its condition keeps it. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ClaimOutcome } from '../../cases/ledger.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { birthEntry, siblingsEntry } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

const birthSchema = z.object({
  openCase: z.string().optional(),
  claimedAt: z.string().optional(),
  /** The case that brought the child to its end: insured, or handed over to a late payment. */
  settledBy: z.string().optional(),
});

const siblingsSchema = z.object({ cases: z.array(z.string()) });

export interface BirthClaim {
  birthRef: string;
  caseId: string;
  /** ISO instant. */
  at: string;
}

export function openBirthClaims(client: DynamoDBDocumentClient, ledgerTable: string) {
  const { read, update } = openLedgerItems(client, ledgerTable);

  /** Claims a birth for a case; again by the same case is no error. */
  async function claim(wanted: BirthClaim): Promise<ClaimOutcome> {
    const { birthRef, caseId, at } = wanted;
    const claimed = await update(birthEntry(birthRef), {
      UpdateExpression: 'SET openCase = :case, claimedAt = :at',
      ConditionExpression: '(attribute_not_exists(openCase) AND attribute_not_exists(settledBy)) OR openCase = :case',
      ExpressionAttributeValues: { ':case': caseId, ':at': at },
    });
    if (claimed) return { ok: true };
    const held = birthSchema.parse((await read(birthEntry(birthRef))) ?? {});
    if (held.openCase && held.claimedAt) {
      return { ok: false, reason: 'open_case', caseId: held.openCase, claimedAt: held.claimedAt };
    }
    if (held.settledBy) return { ok: false, reason: 'enrolled', caseId: held.settledBy };
    // Released between the two calls.
    return claim(wanted);
  }

  /** Takes over the claim of a case that was never stored or has ended; false if it is no longer the one seen. */
  const takeOver = (
    { birthRef, caseId, at }: BirthClaim,
    from: { caseId: string; claimedAt: string },
  ): Promise<boolean> =>
    update(birthEntry(birthRef), {
      UpdateExpression: 'SET openCase = :case, claimedAt = :at',
      ConditionExpression: 'openCase = :old AND claimedAt = :oldAt',
      ExpressionAttributeValues: { ':case': caseId, ':at': at, ':old': from.caseId, ':oldAt': from.claimedAt },
    });

  /** Lets the birth go; nothing happens if another case has it. */
  async function release(birthRef: string, caseId: string): Promise<void> {
    await update(birthEntry(birthRef), {
      UpdateExpression: 'REMOVE openCase, claimedAt',
      ConditionExpression: 'openCase = :case',
      ExpressionAttributeValues: { ':case': caseId },
    });
  }

  /** The child needs no other case. */
  async function settle(birthRef: string, caseId: string): Promise<void> {
    await update(birthEntry(birthRef), {
      UpdateExpression: 'SET settledBy = :case REMOVE openCase, claimedAt',
      ConditionExpression: 'openCase = :case',
      ExpressionAttributeValues: { ':case': caseId },
    });
  }

  /**
   * Says that a case is of a child of this parent, born on this day.
   * @returns the other cases of which that is true, the oldest first
   */
  async function addSibling(parentRef: string, bornOn: LocalDate, caseId: string): Promise<string[]> {
    const entry = siblingsEntry(parentRef, bornOn);
    await update(entry, {
      UpdateExpression: 'SET cases = list_append(if_not_exists(cases, :none), :own)',
      ConditionExpression: 'attribute_not_exists(cases) OR NOT contains(cases, :case)',
      ExpressionAttributeValues: { ':none': [], ':own': [caseId], ':case': caseId },
    });
    const { cases } = siblingsSchema.parse(await read(entry));
    return cases.filter((one) => one !== caseId);
  }

  return { claim, takeOver, release, settle, addSibling };
}
