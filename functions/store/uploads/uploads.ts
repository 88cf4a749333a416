/** The items of the table Uploads: files that were sent in, part by part, and what became of each of their rows. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { IMPORT_KINDS } from '../../domain/imports/templates.ts';

/** One import, however many files it has. */
export const uploadHeadSchema = z.object({
  uploadId: z.string(),
  kind: z.enum(IMPORT_KINDS),
  openedBy: z.string(),
  role: z.string(),
  /** Regions of the caller when it was opened: what its rows may be about. */
  regions: z.array(z.string()),
  openedAt: z.string(),
});
export type UploadHead = z.output<typeof uploadHeadSchema>;

export const uploadFileSchema = z.object({
  uploadId: z.string(),
  /** Part of the SHA-256 of its content: the same file again is the same file. */
  fileId: z.string(),
  parts: z.int(),
  rows: z.int(),
  receivedAt: z.string(),
});
export type UploadFile = z.output<typeof uploadFileSchema>;

/** How many rows had which outcome. */
export const countsSchema = z.record(z.string(), z.number());
export type Counts = z.output<typeof countsSchema>;

export const addCounts = (one: Counts, other: Counts): Counts => {
  const sum = { ...one };
  for (const [outcome, count] of Object.entries(other)) sum[outcome] = (sum[outcome] ?? 0) + count;
  return sum;
};

/** A row as it was sent: `forms` has one letter a cell, the first of its form. */
export const storedRowSchema = z.tuple([z.number(), z.array(z.string()), z.string()]);
export type StoredRow = z.output<typeof storedRowSchema>;

const rowIssueSchema = z.object({
  column: z.string(),
  found: z.string(),
  message: z.string(),
  expected: z.string(),
});

/** What became of one row; no personal data beyond what a mask shows. */
export const rowResultSchema = z.object({
  row: z.number(),
  outcome: z.string(),
  issues: z.array(rowIssueSchema).optional(),
  caseId: z.string().optional(),
  /** The case that a payment has confirmed. */
  confirmed: z.string().optional(),
  /** Open cases of the person that are decided again because of it. */
  decidedAgain: z.array(z.string()).optional(),
  /** Open cases of the person that ended because of it. */
  ended: z.array(z.string()).optional(),
  /** Open cases of the person that somebody has to see to. */
  toSee: z.array(z.string()).optional(),
  /** A day to come from which the row counts: then the person's open cases are decided again. */
  takesEffectOn: localDateSchema.optional(),
});
export type RowResult = z.output<typeof rowResultSchema>;
