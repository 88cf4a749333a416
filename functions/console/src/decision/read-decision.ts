/**
 * A decision as the API gives it, of whatever kind: what every decision has (rules, questions, warnings), and its
 * figures. A kind whose figures are not known here shows the rest.
 */
import { type Figure, figuresOf } from './figures.ts';

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
  const record = recordOf(value);
  const policy = recordOf(record.policy);
  return {
    figures: figuresOf(record),
    basis: listOf(record.basis).map((entry) => ({
      rule: textOf(entry.rule),
      clause: textOf(entry.clause),
      document: textOf(entry.document),
      quote: textOf(entry.quote),
      standing: textOf(entry.standing),
    })),
    review: listOf(record.review).map((entry) => ({
      code: textOf(entry.code),
      field: textOf(entry.field),
      label: textOf(entry.label),
      message: textOf(entry.message),
      settledBy: textOf(entry.settledBy),
    })),
    confirm: listOf(record.confirm).map((entry) => ({
      field: textOf(entry.field),
      label: textOf(entry.label),
      value: entry.value,
      clause: textOf(entry.clause),
      document: textOf(entry.document),
      quote: textOf(entry.quote),
    })),
    warnings: Array.isArray(record.warnings) ? record.warnings.map(textOf) : [],
    alternatives: listOf(record.alternatives).map((entry) => ({
      description: textOf(entry.description),
      figures: figuresOf(entry),
    })),
    policy:
      typeof policy.version === 'string'
        ? { region: textOf(policy.region), coverageYear: Number(policy.coverageYear), version: policy.version }
        : null,
  };
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(recordOf) : []);
export const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
