import { expect, test } from 'vitest';
import {
  addDocument,
  MOST_DOCUMENTS,
  refuseDocuments,
  showDocument,
  strikeDocument,
} from '../../functions/cases/documents.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { DESK, latePaymentIn } from './cases-in.ts';

const one = { id: 'D-1', material: 'id_document', type: 'image/png', size: 1, digest: 'd1' };
const stored = { ...one, ...DESK };

test('a case is full at 100 documents, and says so before anything is sent', () => {
  const documents = Array.from({ length: MOST_DOCUMENTS }, (_, at) => ({ ...stored, id: `D-${at}`, digest: `${at}` }));
  expect(refuseDocuments(latePaymentIn('awaiting_decision', { documents }))).toMatchObject({
    refused: 'too_many_documents',
    message: expect.stringContaining('100'),
  });
  expect(refuseDocuments(latePaymentIn('awaiting_decision', { documents: documents.slice(1) }))).toBeNull();
});

test('a case without its person takes no document, shows none and strikes none out', () => {
  const erased = latePaymentIn('insured', { documents: [stored], erasedOn: localDate('2026-03-10') });
  const answers = [
    addDocument(erased, { ...one, id: 'D-2', digest: 'd2' }, DESK),
    showDocument(erased, 'D-1', DESK),
    strikeDocument(erased, { id: 'D-1', reason: '不清楚' }, DESK),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ refused: 'person_erased' });
});

test('what was struck out may come again; what is struck out twice stays as it was', () => {
  const struck = latePaymentIn('awaiting_decision', {
    documents: [{ ...stored, struck: { ...DESK, reason: '不清楚' } }],
  });
  expect(addDocument(struck, { ...one, id: 'D-2' }, DESK)).toMatchObject({ event: { event: 'document_added' } });
  expect(strikeDocument(struck, { id: 'D-1', reason: '还是不清楚' }, DESK)).toBeNull();
});
