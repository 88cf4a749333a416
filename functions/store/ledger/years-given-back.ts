/**
 * A year whose payment went back: the enrolment's own item keeps which payments insure nobody any more, and the condition
 * on that one item keeps a case that is slower from insuring by them.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Enrolment, enrolmentSchema } from '../../cases/ledger.ts';
import { isSameVoucher, normalVoucher } from '../../domain/voucher.ts';
import { enrolmentEntry, rollKeyOf } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

interface GivenBack {
  personRef: string;
  coverageYear: number;
  region: string;
  /** Payments that went back. */
  vouchers: readonly string[];
  /** The payment that insures instead. */
  kept?: string | undefined;
  /** Whether what insures by no payment of its own, as a row of a file, ends too. */
  endsOthers: boolean;
  by: Omit<NonNullable<Enrolment['ended']>, 'enrolled'>;
}

/** What of the year was ended; `moved`: another payment insures it now; `none`: it insured nobody by these payments. */
type Outcome = 'ended' | 'moved' | 'none';

/** A case that insures in this moment is waited for no longer than this. */
const ATTEMPTS = 5;

export function openYearsGivenBack(client: DynamoDBDocumentClient, table: string) {
  const { read, update } = openLedgerItems(client, table);
  const find = async (entry: string): Promise<Enrolment | null> => {
    const item = await read(entry);
    return item && enrolmentSchema.parse(item);
  };

  return {
    /** Done again it says the same. Another region's enrolment, or one by another payment, stays as it is. */
    async giveBack(given: GivenBack): Promise<Outcome> {
      const { personRef, coverageYear, vouchers, kept, by } = given;
      const entry = enrolmentEntry(personRef, coverageYear);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const seen = await find(entry);
        const enrolled = seen?.enrolled;
        const marks = {
          ':person': personRef,
          ':key': `enrolment#${coverageYear}`,
          ':year': coverageYear,
          ':vouchers': new Set(vouchers.map(normalVoucher)),
        };
        const mark = 'SET personRef = :person, personEntryKey = :key, coverageYear = :year';
        if (!enrolled || !isInsuredBy(enrolled, given)) {
          const done = await update(entry, {
            UpdateExpression: `${mark} ADD givenBack :vouchers`,
            ConditionExpression: enrolled ? 'enrolled.caseId = :by' : 'attribute_not_exists(enrolled)',
            ExpressionAttributeValues: { ...marks, ...(enrolled && { ':by': enrolled.caseId }) },
          });
          if (!done) continue;
          if (seen?.ended?.caseId === by.caseId) return 'ended';
          return kept !== undefined && enrolled?.voucher === kept ? 'moved' : 'none';
        }
        const moved = kept !== undefined;
        const done = await update(entry, {
          UpdateExpression: moved
            ? `${mark}, enrolled.voucher = :kept ADD givenBack :vouchers`
            : `${mark}, ended = :ended REMOVE enrolled, rollKey ADD givenBack :vouchers`,
          ConditionExpression: 'enrolled.caseId = :by AND enrolled.recordedAt = :recordedAt',
          ExpressionAttributeValues: {
            ...marks,
            ':by': enrolled.caseId,
            ':recordedAt': enrolled.recordedAt,
            ...(moved ? { ':kept': kept } : { ':ended': { ...by, enrolled } }),
          },
        });
        if (done) return moved ? 'moved' : 'ended';
      }
      throw new Error(`the enrolment of ${coverageYear} kept changing`);
    },

    /** The money did not arrive after all, and stays: the year is as it was before the refund. */
    async restore(personRef: string, coverageYear: number, vouchers: readonly string[], caseId: string): Promise<void> {
      const entry = enrolmentEntry(personRef, coverageYear);
      const ended = (await find(entry))?.ended;
      const enrolled = ended?.caseId === caseId ? enrolmentSchema.shape.enrolled.safeParse(ended.enrolled).data : null;
      await update(entry, {
        UpdateExpression: 'DELETE givenBack :vouchers',
        ConditionExpression: 'attribute_exists(givenBack)',
        ExpressionAttributeValues: { ':vouchers': new Set(vouchers.map(normalVoucher)) },
      });
      if (!enrolled) return;
      await update(entry, {
        UpdateExpression: 'SET enrolled = :enrolled, rollKey = :roll REMOVE ended',
        ConditionExpression:
          'ended.caseId = :case AND attribute_not_exists(enrolled) AND attribute_not_exists(openCase)',
        ExpressionAttributeValues: {
          ':enrolled': enrolled,
          ':case': caseId,
          ':roll': rollKeyOf(enrolled.region, coverageYear, personRef),
        },
      });
    },
  };
}

function isInsuredBy(
  { region, voucher }: NonNullable<Enrolment['enrolled']>,
  given: Pick<GivenBack, 'region' | 'vouchers' | 'endsOthers'>,
): boolean {
  if (region !== given.region) return false;
  if (voucher === undefined) return given.endsOthers;
  return given.vouchers.some((one) => isSameVoucher(one, voucher));
}
