/** Enrolments that come in the core system's files. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { enrolmentSchema } from '../../cases/ledger.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { enrolmentEntry, rollKeyOf } from '../keys.ts';
import { openLedgerItems } from './ledger-items.ts';

interface ImportedEnrolment {
  personRef: string;
  coverageYear: number;
  region: string;
  benefitStart: LocalDate;
  benefitEnd?: LocalDate;
  /** The row that said so. */
  source: string;
  recordedAt: string;
}

/** `open_case`, `ended` (by a refund) and `differs`: nothing is changed, a person has to look. */
type EnrolmentOutcome = { outcome: 'stored' | 'same' | 'differs' } | { outcome: 'open_case' | 'ended'; caseId: string };

export type ImportedEnrolments = ReturnType<typeof openImportedEnrolments>;

export function openImportedEnrolments(client: DynamoDBDocumentClient, table: string) {
  const { read, update } = openLedgerItems(client, table);

  return {
    /** Records that a person is insured for a year, unless a case or another record says something else. */
    async put(given: ImportedEnrolment): Promise<EnrolmentOutcome> {
      const { personRef, coverageYear, source, ...enrolled } = given;
      const entry = enrolmentEntry(personRef, coverageYear);
      const stored = await update(entry, {
        UpdateExpression:
          'SET enrolled = :enrolled, personRef = :person, personEntryKey = :key, coverageYear = :year, rollKey = :roll',
        // An export may be older than the refund that ended the year: it must not bring it back.
        ConditionExpression:
          'attribute_not_exists(enrolled) AND attribute_not_exists(openCase) AND attribute_not_exists(ended)',
        ExpressionAttributeValues: {
          // What made the person insured is a row of a file here, not a case.
          ':enrolled': { ...enrolled, caseId: source },
          ':person': personRef,
          ':key': `enrolment#${coverageYear}`,
          ':year': coverageYear,
          ':roll': rollKeyOf(given.region, coverageYear, personRef),
        },
      });
      if (stored) return { outcome: 'stored' };
      const { enrolled: known, openCase, ended } = enrolmentSchema.parse(await read(entry));
      if (!known && ended && !openCase) return { outcome: 'ended', caseId: ended.caseId };
      if (!known) return { outcome: 'open_case', caseId: openCase ?? '' };
      if (known.caseId === source) return { outcome: 'stored' };
      const same =
        known.region === given.region &&
        known.benefitStart === given.benefitStart &&
        (known.benefitEnd === undefined || given.benefitEnd === undefined || known.benefitEnd === given.benefitEnd);
      return { outcome: same ? 'same' : 'differs' };
    },
  };
}
