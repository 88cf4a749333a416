/**
 * What was typed into a form that was left: it is there again when one comes back, as long as the page lives. Never
 * in the browser's storage: it is about persons.
 */
import type { TypedFields } from './form-fields.ts';

export interface FormDraft {
  /** The region, where another than the first was chosen. */
  chosen: string;
  typed: TypedFields;
}

export const EMPTY_DRAFT: FormDraft = { chosen: '', typed: {} };

const drafts = new Map<string, FormDraft>();

export const readFormDraft = (kind: string): FormDraft => drafts.get(kind) ?? EMPTY_DRAFT;
export const keepDraft = (kind: string, draft: FormDraft): void => {
  drafts.set(kind, draft);
};
