/**
 * A decision as the API gives it, of whatever kind: what every decision has (rules, questions, warnings), and its
 * figures. A kind whose figures are not known here shows the rest.
 */
import { inFullWidth } from '../words/full-width.ts';
import { type Figure, figuresShown } from './figures.ts';

export interface Basis {
  rule: string;
  clause: string;
  document: string;
  quote: string;
  standing: string;
}
interface Review {
  code: string;
  field: string;
  label: string;
  message: string;
  settledBy: string;
}
interface Confirmation {
  field: string;
  label: string;
  value: unknown;
  clause: string;
  document: string;
  quote: string;
}
export interface ShownDecision {
  figures: Figure[];
  basis: Basis[];
  review: Review[];
  confirm: Confirmation[];
  warnings: string[];
  /** The result under another reading of a text that has two. */
  alternatives: { description: string; figures: Figure[] }[];
  policy: { region: string; coverageYear: number; version: string } | null;
}

export function readDecision(value: unknown): ShownDecision {
  const record = objectIn(value);
  const policy = objectIn(record.policy);
  return {
    figures: figuresShown(record),
    basis: listOf(record.basis).map((entry) => ({
      rule: textIn(entry.rule),
      clause: textIn(entry.clause),
      document: textIn(entry.document),
      quote: textIn(entry.quote),
      standing: textIn(entry.standing),
    })),
    review: listOf(record.review).map((entry) => ({
      code: textIn(entry.code),
      field: textIn(entry.field),
      label: inFullWidth(textIn(entry.label)),
      message: inFullWidth(textIn(entry.message)),
      settledBy: textIn(entry.settledBy),
    })),
    confirm: listOf(record.confirm).map((entry) => ({
      field: textIn(entry.field),
      label: inFullWidth(textIn(entry.label)),
      value: entry.value,
      clause: textIn(entry.clause),
      document: textIn(entry.document),
      quote: textIn(entry.quote),
    })),
    warnings: Array.isArray(record.warnings) ? record.warnings.map(textIn) : [],
    alternatives: listOf(record.alternatives).map((entry) => ({
      description: inFullWidth(textIn(entry.description)),
      figures: figuresShown(entry),
    })),
    policy:
      typeof policy.version === 'string'
        ? { region: textIn(policy.region), coverageYear: Number(policy.coverageYear), version: policy.version }
        : null,
  };
}

export function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(objectIn) : []);
export const textIn = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
