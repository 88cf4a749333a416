/** Beside a form: what there is already of the person whose id number was typed. */
import { useQuery } from '@tanstack/react-query';
import { personSearchQuery } from '../api/queries.ts';
import { type PaymentUse, PersonRecordCard } from '../cases/others-of-person.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { completeNumber } from './document-number.ts';
import { useRested } from './use-rested.ts';

export function PersonInSight({ idNumber, forForm }: { idNumber: string; forForm: PaymentUse | undefined }) {
  const rested = useRested(completeNumber(idNumber));
  const found = useQuery(personSearchQuery(rested, forForm ? 'duplicate' : 'application'));
  if (found.isError) return <FailureNote what="此人的其他案件和缴费没有读到" error={found.error} />;
  if (!found.data) return null;
  const { cases, payments, elsewhere } = found.data;
  if (cases.length + payments.length + (elsewhere?.length ?? 0) === 0) {
    return (
      <p className="hint" role="status">
        此人在本统筹区没有其他案件，也没有缴费记录。
      </p>
    );
  }
  return <PersonRecordCard record={found.data} forForm={forForm} />;
}
