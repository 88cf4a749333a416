/**
 * One search for everything that somebody at a desk may know: the number of a case, of a person, of a payment; a name, a
 * phone, a birthday. It is a POST because what is typed has no place in an address; the log keeps by what was searched.
 */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { claimsOn } from '../../cases/claims-of-payment.ts';
import { childrenKey } from '../../cases/found-by.ts';
import { readTyped, studentLookedFor, type Typed } from '../../domain/person/found-by.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import { maySeeCase } from '../cases/may-see-case.ts';
import { regionsToRead } from '../http/listing.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { paymentViewSchema, showPayment } from '../payments/payment-view.ts';

const BY = ['case', 'id_number', 'name', 'phone', 'birthday', 'voucher', 'student_number'] as const;

interface Found {
  cases: readonly Case[];
  payments: z.input<typeof paymentViewSchema>[];
  more: boolean;
  /** For the log. */
  person: string;
}

export const find = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/search',
  operation: 'find',
  summary:
    "Cases and payments of the caller's regions by a case number, an id number, a whole name, a phone, a birthday with a surname or the last four of the id number, a student number, or a voucher; a university's own refunds by a case number, an id number or a student number. It is logged.",
  roles: ['caseworker', 'approver', 'auditor', 'university'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({
    text: z.string('请输入要查找的内容').trim().min(1, '请输入要查找的内容').max(100, '最多 100 个字'),
  }),
  answer: z.object({
    by: z.enum(BY),
    /** Newest first; at most 50 by a name, phone or birthday. */
    cases: z.array(caseSummarySchema),
    payments: z.array(paymentViewSchema),
    /** There are more cases than are shown. */
    more: z.boolean(),
  }),
  problems: [],
  async handle({ body: { text }, caller, at }, services) {
    const read = readTyped(text);
    if (!read.ok) throw invalidRequest([{ path: 'text', message: read.message }]);
    const readings = read.readings.filter((one) => maySearchBy(caller, one));
    const [first] = readings;
    if (first === undefined) throw invalidRequest([{ path: 'text', message: OF_UNIVERSITY }]);
    // What it is likelier to be decides, where something is found so.
    let [as, found] = [first, await look(first, { caller, at }, services)];
    for (const other of readings.slice(1)) {
      if (found.cases.length > 0 || found.payments.length > 0) break;
      [as, found] = [other, await look(other, { caller, at }, services)];
    }
    const isFound = found.cases.length > 0 || found.payments.length > 0;
    const by = wayOf(isFound ? as : first);
    const { cases, payments, more, person } = found;
    const newest = cases.toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1)).map(summarizeCase);
    return { status: 200, lookUp: { person, reason: `search by ${by}` }, body: { by, cases: newest, payments, more } };
  },
});

const OF_UNIVERSITY = '高校可以按受理编号、学号或学生的证件号码，查找本校申请的退费';

/** A university knows its students by number, and may not go through names. */
const maySearchBy = ({ role }: Caller, { kind }: Typed): boolean =>
  role !== 'university' || OF_UNIVERSITY_KINDS.includes(kind);

const OF_UNIVERSITY_KINDS: readonly Typed['kind'][] = ['case', 'id_number', 'passport', 'student'];

function wayOf(typed: Typed): (typeof BY)[number] {
  if (typed.kind === 'person') return typed.by;
  if (typed.kind === 'student') return 'student_number';
  return typed.kind === 'passport' ? 'id_number' : typed.kind;
}

async function look(
  typed: Typed,
  { caller, at }: { caller: Caller; at: string },
  services: WriteServices,
): Promise<Found> {
  const { cases, ledger, identity, foundBy, policies } = services;
  const mine = (found: readonly Case[]) => found.filter((one) => maySeeCase(caller, one));
  switch (typed.kind) {
    case 'case': {
      const found = await cases.get(typed.caseId);
      return { cases: mine(found ? [found] : []), payments: [], more: false, person: found?.person.ref ?? 'nobody' };
    }
    case 'id_number': {
      const person = await identity.reference(typed.idNumber);
      const regions = caller.university === undefined ? await regionsToRead(caller, undefined, policies) : [];
      const [own, paid, { caseIds }] = await Promise.all([
        cases.ofPerson(person),
        ledger.paymentsOf(person),
        foundBy.find({ key: childrenKey(person) }, regions),
      ]);
      const ofChildren = await cases.ofIds(caseIds.filter((id) => !own.some(({ caseId }) => caseId === id)));
      const found = [...own, ...ofChildren];
      const paidHere = paid.filter(({ region }) => seesPayments(caller, region));
      const payments = await Promise.all(paidHere.map((payment) => showPayment(payment, cases, at)));
      return { cases: mine(found), payments, more: false, person };
    }
    case 'person': {
      const regions = await regionsToRead(caller, undefined, policies);
      const lookedFor = await identity.lookFor(typed.lookedFor);
      const { caseIds, more } = await foundBy.find(lookedFor, regions);
      return { cases: mine(await cases.ofIds(caseIds)), payments: [], more, person: lookedFor.key };
    }
    case 'passport': {
      const lookedFor = await identity.lookFor(typed.lookedFor);
      const places = caller.university === undefined ? await regionsToRead(caller, undefined, policies) : 'all';
      const { caseIds, more } = await foundBy.find(lookedFor, places);
      const found = mine(await cases.ofIds(caseIds));
      const persons = [...new Set(found.map(({ person }) => person.ref))];
      const paid = (await Promise.all(persons.map((person) => ledger.paymentsOf(person)))).flat();
      const paidHere = paid.filter(({ region }) => seesPayments(caller, region));
      const payments = await Promise.all(paidHere.map((payment) => showPayment(payment, cases, at)));
      return { cases: found, payments, more, person: lookedFor.key };
    }
    case 'student': {
      const { university } = caller;
      const lookedFor = await identity.lookFor(studentLookedFor(typed.studentNumber, university));
      // A university's students are insured in any region; it has none itself.
      const places = university === undefined ? await regionsToRead(caller, undefined, policies) : 'all';
      const { caseIds, more } = await foundBy.find(lookedFor, places);
      return { cases: mine(await cases.ofIds(caseIds)), payments: [], more, person: lookedFor.key };
    }
    case 'voucher': {
      const payment = await ledger.getPayment(typed.voucher);
      if (!payment || !seesPayments(caller, payment.region))
        return { cases: [], payments: [], more: false, person: 'nobody' };
      const refunds = claimsOn(payment).map(({ caseId }) => caseId);
      const ids = [payment.caseId, ...refunds].filter((id) => id !== undefined);
      const payments = [await showPayment(payment, cases, at)];
      return { cases: mine(await cases.ofIds(ids)), payments, more: false, person: payment.personRef };
    }
  }
}

const seesPayments = (caller: Caller, region: string): boolean =>
  caller.role !== 'university' && worksFor(caller, region);
