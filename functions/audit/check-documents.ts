/** Documents of a case against what its history says of each: taken in with this digest, struck out for this reason. */
import type { Case } from '../cases/case.ts';
import { documentsOf } from '../cases/documents.ts';
import { isErased } from '../cases/erase.ts';
import type { CaseDocument } from '../cases/stored-document.ts';
import { canonicalJson } from '../domain/content/canonical-json.ts';

/** SHA-256 (hex) of what is kept of a document of a case; undefined where nothing is. */
export type DigestOfDocument = (caseId: string, id: string) => string | undefined;

const said = ({ id, material, type, size, digest, struck }: CaseDocument) => ({
  document: id,
  material,
  type,
  size,
  digest,
  struck: struck?.reason,
});

/** @returns where the two do not say the same, each as `document N` by its place, or `a document` that is in the history alone */
export function differingDocuments(found: Case): string[] {
  const added = found.history.filter(({ event }) => event === 'document_added').map(({ detail }) => detail);
  const struck = new Map(
    found.history
      .filter(({ event }) => event === 'document_struck')
      .map(({ detail: { document, reason } }) => [document, reason]),
  );
  const documents = documentsOf(found);
  const differing = documents.flatMap((document, index) => {
    const detail = added.find((one) => one.document === document.id);
    const same =
      detail && canonicalJson({ ...detail, struck: struck.get(document.id) }) === canonicalJson(said(document));
    return same ? [] : [`document ${index + 1}`];
  });
  const missing = added.filter(({ document }) => !documents.some(({ id }) => id === document));
  return [...differing, ...missing.map(() => 'a document')];
}

/** Which documents of a case have no content, or another one. */
export const lostDocuments = (found: Case, digestOf: DigestOfDocument): string[] =>
  isErased(found)
    ? []
    : documentsOf(found).flatMap(({ id, digest }, index) => {
        const kept = digestOf(found.caseId, id);
        if (kept === digest) return [];
        return [`document ${index + 1} ${kept === undefined ? 'is not there' : 'has another content'}`];
      });
