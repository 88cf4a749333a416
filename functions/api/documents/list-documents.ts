import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { documentsOf, standing } from '../../cases/documents.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { materialsFor } from '../../domain/documents/materials.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import { worksFor } from '../../runtime/caller.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { documentViewSchema, viewDocument } from './document-view.ts';

export const listDocuments = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/{id}/documents',
  operation: 'listDocuments',
  summary: 'The documents of a case, and which its kind and ground want by the policy table.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({
    documents: z.array(documentViewSchema),
    wanted: z.array(
      z.object({
        material: z.string(),
        required: z.boolean(),
        /** How many of the case's documents are this, without those that were struck out. */
        there: z.int(),
      }),
    ),
    /** The clause of the table that says so; null where the usual list is adopted. */
    clause: z.object({ document: z.string(), quote: z.string() }).nullable(),
  }),
  problems: ['case_not_found'],
  async handle({ params: { id }, caller, at }, { cases, policies }) {
    const found = await cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const table = await tableOf(found, at, policies);
    const ground = found.kind === 'refund' ? found.facts.ground : undefined;
    const wanted = materialsFor({ kind: found.kind, ground }, table);
    const there = standing(found);
    const entry = (required: boolean) => (material: string) => ({
      material,
      required,
      there: there.filter((one) => one.material === material).length,
    });
    const clause = wanted.clause === null ? undefined : table?.clauses[wanted.clause];
    return {
      status: 200,
      caseId: id,
      body: {
        documents: documentsOf(found).map(viewDocument),
        wanted: [...wanted.required.map(entry(true)), ...wanted.optional.map(entry(false))],
        clause: clause
          ? { document: table?.documents[clause.document]?.title ?? clause.document, quote: clause.quote }
          : null,
      },
    };
  },
});

/** What the case wants is asked today, whatever version decided it. */
async function tableOf({ region, coverageYear }: Case, at: string, policies: Pick<PolicyStore, 'versions'>) {
  const versions = await policies.versions(region, coverageYear);
  return versionInForce(versions, dateOfInstant(at))?.table ?? null;
}
