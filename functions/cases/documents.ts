/** 材料 of a case: taken in, shown, struck out with a reason, and never deleted while the case keeps its person. */
import { dateOfInstant } from '../domain/calendar.ts';
import type { Case } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import { isErased } from './erase.ts';
import type { By } from './events.ts';
import type { CaseDocument } from './stored-document.ts';

/** A case is one item of the database. */
export const MOST_DOCUMENTS = 100;

export const documentsOf = ({ documents = [] }: Pick<Case, 'documents'>): readonly CaseDocument[] => documents;

export const standing = (current: Pick<Case, 'documents'>): CaseDocument[] =>
  documentsOf(current).filter(({ struck }) => struck === undefined);

/** Why nothing can be added to a case. */
export const refuseDocuments = (current: Case): Refusal<'person_erased' | 'too_many_documents'> | null => {
  if (isErased(current)) return refuse('person_erased', '案件的保管年限已满，个人信息和材料已经删除。');
  return documentsOf(current).length < MOST_DOCUMENTS
    ? null
    : refuse('too_many_documents', `一个案件最多收 ${MOST_DOCUMENTS} 份材料。请把多页材料合成一份 PDF。`);
};

type NewDocument = Pick<CaseDocument, 'id' | 'material' | 'type' | 'size' | 'digest'>;

/** Null where it is there already under the same id. */
export function addDocument(
  current: Case,
  { id, material, type, size, digest }: NewDocument,
  by: By,
): CaseChange<Case> | null | Refusal<'person_erased' | 'too_many_documents' | 'document_already_there'> {
  if (documentsOf(current).some((one) => one.id === id)) return null;
  const refused = refuseDocuments(current);
  if (refused) return refused;
  const same = standing(current).find((one) => one.digest === digest);
  if (same)
    return refuse('document_already_there', '这份文件已经在案件中，内容完全相同，没有重复收取。', {
      members: { document: same.id, material: same.material },
    });
  const added = { id, material, type, size, digest };
  return {
    set: { documents: [...documentsOf(current), { ...added, ...by }] },
    event: { ...by, event: 'document_added', detail: { document: id, material, type, size, digest } },
  };
}

/** It stays, and everybody sees that it does not count, why, and who said so. */
export function strikeDocument(
  current: Case,
  { id, reason }: { id: string; reason: string },
  by: By,
): CaseChange<Case> | null | Refusal<'person_erased' | 'document_not_found'> {
  if (isErased(current)) return refuse('person_erased', '案件的保管年限已满，个人信息和材料已经删除。');
  const found = documentsOf(current).find((one) => one.id === id);
  if (!found) return refuse('document_not_found', '案件中没有这份材料。');
  if (found.struck) return null;
  return {
    set: {
      documents: documentsOf(current).map((one) => (one.id === id ? { ...one, struck: { ...by, reason } } : one)),
    },
    event: {
      ...by,
      event: 'document_struck',
      detail: { document: id, material: found.material, digest: found.digest, reason },
    },
  };
}

/**
 * That somebody was shown a document: once for each person and day, so that leafing through them does not fill the
 * history. Null where that stands there.
 */
export function showDocument(
  current: Case,
  id: string,
  by: By,
): CaseChange<Case> | null | Refusal<'person_erased' | 'document_not_found'> {
  if (isErased(current)) return refuse('person_erased', '案件的保管年限已满，个人信息和材料已经删除。');
  const found = documentsOf(current).find((one) => one.id === id);
  if (!found) return refuse('document_not_found', '案件中没有这份材料。');
  const day = dateOfInstant(by.at);
  const noted = current.history.some(
    (entry) =>
      entry.event === 'document_shown' &&
      entry.by === by.by &&
      entry.detail.document === id &&
      dateOfInstant(entry.at) === day,
  );
  return noted
    ? null
    : { event: { ...by, event: 'document_shown', detail: { document: id, material: found.material } } };
}
