/**
 * The model of a policy table: one table a region and coverage year, each value with its standing and its clause.
 * A file under `workflows/policies` is read, laid over the national layer and read by `policy/read-policy.ts`.
 */
import { z } from 'zod';
import { materialsSchema } from './documents/materials.ts';
import type { JsonObject } from './json.ts';
import { benefitEndSchema, benefitStartSchema, waitSchema } from './policy/benefits.ts';
import { exitRuleSchema, extensionSchema, lateSchema, periodSchema } from './policy/collection.ts';
import { aidSchema, contributionSchema } from './policy/contribution.ts';
import { noticeRulesSchema } from './policy/notice.ts';
import { dateValue } from './policy/sourced.ts';
import { newbornSchema, refundSchema, studentSchema } from './policy/special-groups.ts';
import { coverageYearSchema, regionSchema } from './regions.ts';
import type { Rules } from './ways/model.ts';
import type { Told } from './ways/told.ts';

export const documentSchema = z.strictObject({
  title: z.string().min(1),
  number: z.string().optional(),
  issuedOn: dateValue.optional(),
  publisher: z.string().optional(),
  url: z.string().optional(),
  /** How far the text can be trusted, and what was repaired in it. */
  note: z.string().optional(),
});

export const clauseSchema = z.strictObject({
  document: z.string().min(1),
  quote: z.string().min(1),
  note: z.string().optional(),
});

const tableSections = {
  contribution: contributionSchema,
  aid: aidSchema,
  period: periodSchema,
  extension: extensionSchema,
  late: lateSchema,
  exit: exitRuleSchema,
  wait: waitSchema,
  benefitStart: benefitStartSchema,
  benefitEnd: benefitEndSchema,
  newborn: newbornSchema,
  student: studentSchema,
  refund: refundSchema,
  notice: noticeRulesSchema,
};

/** The sections of one version of a table, complete: national values filled in, every clause that it names at hand. */
export const sectionsSchema = z.strictObject({
  region: regionSchema,
  name: z.string().min(1),
  coverageYear: coverageYearSchema,
  /** The day from which a decision uses this version. */
  inForceFrom: dateValue,
  revision: z.int().min(1),
  why: z.string().optional(),
  documents: z.record(z.string(), documentSchema),
  clauses: z.record(z.string(), clauseSchema),
  /** Which documents an applicant brings, where it is not as usual. */
  materials: materialsSchema.optional(),
  ...tableSections,
});

export type Sections = z.output<typeof sectionsSchema>;

export interface PolicyTable extends Sections {
  /** What decides: the ways of the table, or those that one of the first form knows without the word. */
  readonly rules: Rules;
  /** Its values by their path; null for a table of the first form, whose values stand in the sections. */
  readonly fields: ReadonlyMap<string, Told<unknown>> | null;
}

/** Whether a table was written in the form of releases up to 0.1.1. */
export const isInFirstForm = ({ fields }: Pick<PolicyTable, 'fields'>): boolean => fields === null;

/** A published version: the table and its id, `${inForceFrom}.${revision}-${first 12 hex digits of SHA-256}`. */
export interface PolicyVersion {
  readonly version: string;
  readonly table: PolicyTable;
  /** The table as JSON: what is hashed, stored and read back. */
  readonly source: JsonObject;
}

export type { Json, JsonObject } from './json.ts';
