import { z } from 'zod';
import { takePack } from '../../audit/pack/take-pack.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { writeZip } from '../../runtime/sheets/zip-writer.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, FILE, NO_PARAMETERS } from '../http/route.ts';
import { caseNotFound } from './case-not-found.ts';
import { WHO_MAY } from './who-may.ts';

const ZIP_TYPE = 'application/zip';

/** Who took it, why, and the pack's digest are in the case before anything is given. */
export const takeAuditPackRoute = defineRoute({
  entry: 'audit',
  method: 'POST',
  path: '/cases/{id}/audit-packs',
  operation: 'takeAuditPack',
  summary: 'Everything by which a case can be decided again, without the person, with a verifier: one ZIP.',
  roles: WHO_MAY.takeAuditPack,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ reason: reasonOf('调取') }),
  answer: FILE,
  answersFile: [ZIP_TYPE],
  problems: ['case_not_found', 'case_changed_meanwhile'],
  async handle({ params: { id }, body: { reason }, caller, at }, services) {
    const found = await services.cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const taken = await takePack(
      found,
      { ...actedBy(caller, at), reason },
      { ...services, verifier: services.verifier() },
    );
    if (!taken) throw new ProblemError('case_changed_meanwhile', '案件正被他人改动，没有调取。请再试一次。');
    return {
      status: 200,
      caseId: id,
      body: new FileAnswer(writeZip(taken.files), ZIP_TYPE, `${id}-审计包.zip`),
    };
  },
});
