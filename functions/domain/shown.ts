/**
 * What somebody agrees to: the figures of an assessment, and the clauses that they follow from. The name of the version
 * is not among them, nor are sentences: a table that says the same in other words asks nobody again.
 */
import { digestOf } from './content/content-digest.ts';
import type { Decision } from './decision.ts';

/** Digest of the figures and clauses of an assessment. */
export const shownOf = (assessment: Decision): string => digestOf(figuresOf(assessment));

export interface Difference {
  /** Path of the figure, such as `benefit.start`; `basis` for the clauses. */
  path: string;
  was: string;
  is: string;
}

/** Which figures or clauses of two assessments differ. */
export function differencesOf(was: Decision, is: Decision): Difference[] {
  const before = new Map(leavesOf(figuresOf(was)));
  const after = new Map(leavesOf(figuresOf(is)));
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [one, other] = [before.get(path) ?? '', after.get(path) ?? ''];
    return one === other ? [] : [{ path, was: one, is: other }];
  });
}

function figuresOf(assessment: Decision): object {
  const { status: _, policy, basis, review, confirm, warnings: __, ...figures } = assessment;
  return {
    ...withoutSentences(figures),
    policy: { region: policy.region, coverageYear: policy.coverageYear },
    review: sorted(review.map(({ code, field }) => `${code} ${field}`)),
    confirm: sorted(confirm.map(({ field, value }) => `${field} ${JSON.stringify(value)}`)),
    basis: sorted(basis.map(({ document, clause }) => `${document} ${clause}`)),
  };
}

/** Days to remind on pass by, and promise nothing. A figure that is null is as one that an earlier release has not. */
const NO_FIGURES = ['remindOn', 'description', 'names'];
function withoutSentences(figures: object): object {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]: [string, unknown]) =>
      value === null || value === undefined || NO_FIGURES.includes(name) ? [] : [[name, plain(value)]],
    ),
  );
}

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? withoutSentences(value) : value;
};

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Lists of texts are one leaf: an entry more does not move the others. */
function leavesOf(value: unknown, path: readonly string[] = []): [string, string][] {
  if (Array.isArray(value)) {
    const texts = value.map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)));
    return [[path.join('.'), texts.join(';')]];
  }
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value === null ? '' : String(value ?? '')]];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}
