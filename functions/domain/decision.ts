/**
 * The record of a decision. A rule takes every deciding value through it. So each figure carries its clause (`basis`),
 * a person confirms each adopted value, and each silent value becomes a question.
 */
import { nameOfField } from './policy/field-names.ts';
import { sectionsOf } from './policy/sections-of-ways.ts';
import type { Sourced, Standing } from './policy/sourced.ts';
import { isInFirstForm, type Json, type JsonObject, type PolicyTable, type PolicyVersion } from './policy.ts';
import { withPacks } from './reading/read-table.ts';
import type { Told } from './ways/told.ts';

/** One rule that decided something, in the order applied. */
export interface BasisEntry {
  rule: string;
  /** Clause id in the policy table, or the number of the document that a caseworker supplied. */
  clause: string;
  document: string;
  quote: string;
  standing: Exclude<Standing, 'silent'>;
}

/**
 * Why a person must decide. `settledBy`: `value`, a missing value of the policy table (`field` is its path there);
 * `fact`, something missing from the request (`field` is its path there); `acknowledgement`, a result that stands
 * but must be seen by a person before money moves.
 */
export interface Review {
  code: string;
  field: string;
  /** What the field is called at a desk. */
  label: string;
  message: string;
  settledBy: 'value' | 'fact' | 'acknowledgement';
}

/** A value used that the region's own text does not state. */
export interface Confirmation {
  field: string;
  label: string;
  /** As the table writes it: money as decimal yuan. */
  value: Json;
  clause: string;
  document: string;
  quote: string;
}

export type Warning = 'wait_exceeds_coverage_year' | 'history_not_given' | 'repair_exceeds_lapsed_years';

/** In every response. */
export interface Decision {
  status: 'decided' | 'needs_review';
  review: Review[];
  confirm: Confirmation[];
  warnings: Warning[];
  basis: BasisEntry[];
  policy: { region: string; coverageYear: number; version: string };
}

export class DecisionRecord {
  readonly table: PolicyTable;
  readonly #policy: PolicyVersion;
  readonly #basis: BasisEntry[] = [];
  readonly #review = new Map<string, Review>();
  readonly #confirm = new Map<string, Confirmation>();
  readonly #warnings = new Set<Warning>();

  constructor(policy: PolicyVersion) {
    this.table = policy.table;
    this.#policy = policy;
  }

  /** Takes a value that decides something; null, with a review that names the field, where the table is silent. */
  use<T>(rule: string, field: string, value: Sourced<T>): T | null {
    if (value.standing === 'silent') {
      const message = `政策表未规定“${nameOfField(field, this.table)}”:${value.note ?? ''}`;
      this.review(`${rule}_silent`, field, message, 'value');
      return null;
    }
    const { document, quote } = this.#cite(value.clause);
    const clause = value.clause ?? '';
    this.#basis.push({ rule, clause, document, quote, standing: value.standing });
    if (value.standing === 'adopted') {
      const label = nameOfField(field, this.table);
      this.#confirm.set(field, { field, label, value: this.#written(field), clause, document, quote });
    }
    return value.value;
  }

  /** Takes a value that knows its field; null, with a review that names it, where the table is silent. */
  take<T>(rule: string, told: Told<T>): T | null {
    const { field, label, written } = told;
    if (told.standing === 'silent') {
      this.review(`${rule}_silent`, field, `政策表未规定“${label}”:${told.note ?? ''}`, 'value', label);
      return null;
    }
    const { clause } = told;
    // What the form itself means by a word is nobody's rule.
    if (clause === null) return told.value;
    const { document, quote } = this.#cite(clause);
    this.#basis.push({ rule, clause, document, quote, standing: told.standing });
    if (told.standing === 'adopted') {
      this.#confirm.set(field, { field, label, value: written, clause, document, quote });
    }
    return told.value;
  }

  /** What another decision has cited, once each: its figures are figures of this one. */
  cite(entries: readonly BasisEntry[]): void {
    const known = new Set(this.#basis.map(({ rule, clause }) => `${rule} ${clause}`));
    this.#basis.push(...entries.filter(({ rule, clause }) => !known.has(`${rule} ${clause}`)));
  }

  /** What another decision asks to be confirmed is asked here too. */
  confirmAlso(confirmations: readonly Confirmation[]): void {
    for (const one of confirmations) this.#confirm.set(one.field, one);
  }

  review(
    code: string,
    field: string,
    message: string,
    settledBy: Review['settledBy'],
    label = nameOfField(field, this.table),
  ): void {
    this.#review.set(`${code} ${field}`, { code, field, label, message, settledBy });
  }

  /** What several possible decisions rest on: all that they cite, and the questions that all of them have. */
  adopt(records: readonly DecisionRecord[]): void {
    for (const record of records) {
      this.cite(record.#basis);
      for (const [field, one] of record.#confirm) this.#confirm.set(field, one);
    }
    const [first, ...others] = records;
    if (!first) return;
    for (const [key, review] of first.#review) {
      if (others.every((record) => record.#review.has(key))) this.#review.set(key, review);
    }
    for (const warning of first.#warnings) {
      if (others.every((record) => record.#warnings.has(warning))) this.#warnings.add(warning);
    }
  }

  /** Whether a fact is asked for. */
  asks(field: string): boolean {
    return [...this.#review.values()].some((review) => review.field === field && review.settledBy === 'fact');
  }

  warn(warning: Warning): void {
    this.#warnings.add(warning);
  }

  close(): Decision {
    return {
      status: this.#review.size > 0 ? 'needs_review' : 'decided',
      review: [...this.#review.values()],
      confirm: [...this.#confirm.values()],
      warnings: [...this.#warnings],
      basis: this.#basis,
      policy: { region: this.table.region, coverageYear: this.table.coverageYear, version: this.#policy.version },
    };
  }

  /** The value as the table's file has it. */
  #written(field: string): Json {
    const found = [...field.split('.'), 'value'].reduce<Json | undefined>(childOf, this.#sections());
    return found ?? null;
  }

  /** The table's file; one that is written as ways with its packs, and each value of the other sections as the first form has it. */
  #sections(): JsonObject {
    const { source } = this.#policy;
    const { rules } = this.table;
    if (isInFirstForm(this.table)) return source;
    const known = SECTIONS.get(source) ?? sectionsOf(withPacks(source), rules);
    SECTIONS.set(source, known);
    return known;
  }

  #cite(clauseId: string | null): Cited {
    const clause = clauseId === null ? undefined : this.table.clauses[clauseId];
    if (!clause) return { document: clauseId ?? '', quote: '' };
    const known = CITED.get(clause);
    if (known) return known;
    const document = this.table.documents[clause.document];
    const number = document?.number === undefined ? '' : `(${document.number})`;
    const cited = { document: `${document?.title ?? clause.document}${number}`, quote: clause.quote };
    CITED.set(clause, cited);
    return cited;
  }
}

interface Cited {
  document: string;
  quote: string;
}

/** Of tables that are written as ways: every decision of one has the same. */
const SECTIONS = new WeakMap<JsonObject, JsonObject>();

/** A table cites the same clauses in every decision. */
const CITED = new WeakMap<object, Cited>();

function childOf(node: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(node)) return node[Number(key)];
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? node[key] : undefined;
}
