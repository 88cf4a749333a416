/**
 * What was typed into a form that was left: it is there again when one comes back, as long as the page lives. Never
 * in the browser's storage: it is about persons.
 */
import type { Typed } from './form-fields.ts';

export interface Draft {
  /** The region, where another than the first was chosen. */
  chosen: string;
  typed: Typed;
}

export const EMPTY_DRAFT: Draft = { chosen: '', typed: {} };

const drafts = new Map<string, Draft>();

export const readDraft = (kind: string): Draft => drafts.get(kind) ?? EMPTY_DRAFT;
export const keepDraft = (kind: string, draft: Draft): void => {
  drafts.set(kind, draft);
};
