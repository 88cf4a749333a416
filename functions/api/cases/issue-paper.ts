/** A paper of a case gets its number when it is first printed for somebody, and keeps it. */
import { z } from 'zod';
import { numberPaper as issuing, numberOfPaper } from '../../cases/papers.ts';
import { documentNumber } from '../../domain/agency.ts';
import { dateOfInstant, yearOf } from '../../domain/calendar.ts';
import { worksFor } from '../../runtime/caller.ts';
import { changeUntilKept } from '../../store/cases/change-until-kept.ts';
import type { PaperTaken } from '../../store/ledger/paper-numbers.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { caseNotFound } from './case-not-found.ts';
import { contended } from './change-case.ts';
import { WHO_MAY } from './who-may.ts';

export const issuePaper = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/papers',
  operation: 'issuePaper',
  summary: 'Gives a paper of a case its number, once; null where the agency numbers no papers.',
  roles: WHO_MAY.issuePaper,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ paper: z.string().regex(/^[a-z][a-z0-9_-]{2,59}$/, '应为文书的代号，如 receipt') }),
  answer: z.object({ number: z.string().nullable() }),
  problems: ['case_not_found', 'case_changed_meanwhile'],
  async handle({ params: { id }, body: { paper }, caller, at }, { cases, agencies, papers }) {
    const found = await cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const { region } = found;
    const agency = (await agencies.get(region))?.agency;
    if (!agency || agency.numberPattern === '') return { status: 200, caseId: id, body: { number: null } };
    const year = yearOf(dateOfInstant(at));
    const known = async () => numberOfPaper((await cases.get(id)) ?? found, paper);
    const keep = async (number: number, taken: PaperTaken): Promise<void> => {
      const its = await cases.get(taken.caseId);
      if (!its) return;
      const kept = await changeUntilKept(cases, its, (current) => issuing(current, { number, year }, taken));
      if (!kept) contended('没有编号');
    };
    const wanted = { caseId: id, paper, at, by: caller.sub, role: caller.role };
    const before = await known();
    const number =
      before?.number ??
      (await papers.take({ region, year }, wanted, { known: async () => (await known())?.number ?? null, keep }));
    return { status: 200, caseId: id, body: { number: documentNumber(agency, before?.year ?? year, number) } };
  },
});
