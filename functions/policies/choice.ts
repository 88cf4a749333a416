/** By which table an assessment is made, if not by the one in force: a published version, or a draft. */
import { z } from 'zod';
import { type FindVersions, issuesOf } from '../domain/assessments.ts';
import { localDateSchema } from '../domain/calendar.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { type DraftIssue, readDraft } from './draft.ts';

export const policyChoiceSchema = z
  .strictObject({
    version: z.string().max(60).optional().meta({ description: 'Id of a published version' }),
    inForceFrom: localDateSchema.optional().meta({ description: 'First day of a published version' }),
    revision: z.int().min(1).optional().meta({ description: 'Of the version of that day; the latest if left out' }),
    draft: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'A whole table, as GET /policies/{region}/{coverageYear} answers one' }),
  })
  .superRefine(({ version, inForceFrom, revision, draft }, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if ([version, inForceFrom, draft].filter((one) => one !== undefined).length !== 1) {
      refuse([], '应写明 version、inForceFrom、draft 三者之一');
    }
    if (revision !== undefined && inForceFrom === undefined) refuse(['revision'], '只与 inForceFrom 同用');
  });

type Chosen = { ok: true; find: FindVersions } | { ok: false; issues: DraftIssue[] };

/** The published versions narrowed to the chosen one; none where it is not of that region and year. */
export function choosePolicy(choice: unknown, find: FindVersions): Chosen {
  if (choice === undefined) return { ok: true, find };
  const parsed = policyChoiceSchema.safeParse(choice);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error).map(within('policy')) };
  const { version, inForceFrom, revision, draft } = parsed.data;
  if (draft === undefined) {
    const isChosen = ({ version: id, table }: PolicyVersion) =>
      inForceFrom === undefined
        ? id === version
        : table.inForceFrom === inForceFrom && (revision ?? table.revision) === table.revision;
    return { ok: true, find: async (region, year) => (await find(region, year)).filter(isChosen) };
  }
  const read = readDraft(draft);
  if (!read.ok) return { ok: false, issues: read.issues.map(within('policy.draft')) };
  const { table } = read.policy;
  const isOf = (region: string, year: number) => table.region === region && table.coverageYear === year;
  return { ok: true, find: (region, year) => (isOf(region, year) ? [read.policy] : []) };
}

const within =
  (place: string) =>
  ({ path, message }: DraftIssue): DraftIssue => ({ path: path === '' ? place : `${place}.${path}`, message });
