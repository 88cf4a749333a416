/**
 * One search for everything that somebody at a desk may know: the number of a case, of a person, of a payment; a name, a
 * phone, a birthday. It is a POST because what is typed has no place in an address; the log keeps by what was searched.
 */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { claimsOn } from '../../cases/claims-of-payment.ts';
import { readTyped, type Typed } from '../../domain/person/found-by.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import { regionsToRead } from '../http/listing.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { paymentViewSchema, showPayment } from '../payments/payment-view.ts';

const BY = ['case', 'id_number', 'name', 'phone', 'birthday', 'voucher'] as const;

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
    "Cases and payments of the caller's regions by a case number, an id number, a whole name, a phone, a birthday with a surname or the last four of the id number, or a voucher. It is logged.",
  roles: ['caseworker', 'approver', 'auditor'],
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
    const typed = readTyped(text);
    if (typed.kind === 'unclear') throw invalidRequest([{ path: 'text', message: typed.message }]);
    const by = typed.kind === 'person' ? typed.by : typed.kind;
    const { cases, payments, more, person } = await look(typed, { caller, at }, services);
    const newest = cases.toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1)).map(summarizeCase);
    return { status: 200, lookUp: { person, reason: `search by ${by}` }, body: { by, cases: newest, payments, more } };
  },
});

async function look(
  typed: Exclude<Typed, { kind: 'unclear' }>,
  { caller, at }: { caller: Caller; at: string },
  services: WriteServices,
): Promise<Found> {
  const { cases, ledger, identity, foundBy, policies } = services;
  const mine = (found: readonly Case[]) => found.filter(({ region }) => worksFor(caller, region));
  switch (typed.kind) {
    case 'case': {
      const found = await cases.get(typed.caseId);
      return { cases: mine(found ? [found] : []), payments: [], more: false, person: found?.person.ref ?? 'nobody' };
    }
    case 'id_number': {
      const person = await identity.reference(typed.idNumber);
      const [found, paid] = await Promise.all([cases.ofPerson(person), ledger.paymentsOf(person)]);
      const paidHere = paid.filter(({ region }) => worksFor(caller, region));
      const payments = await Promise.all(paidHere.map((payment) => showPayment(payment, cases, at)));
      return { cases: mine(found), payments, more: false, person };
    }
    case 'person': {
      const regions = await regionsToRead(caller, undefined, policies);
      const lookedFor = await identity.lookFor(typed.lookedFor);
      const { caseIds, more } = await foundBy.find(lookedFor, regions);
      return { cases: mine(await cases.ofIds(caseIds)), payments: [], more, person: lookedFor.key };
    }
    case 'voucher': {
      const payment = await ledger.getPayment(typed.voucher);
      if (!payment || !worksFor(caller, payment.region))
        return { cases: [], payments: [], more: false, person: 'nobody' };
      const refunds = claimsOn(payment).map(({ caseId }) => caseId);
      const ids = [payment.caseId, ...refunds].filter((id) => id !== undefined);
      const payments = [await showPayment(payment, cases, at)];
      return { cases: mine(await cases.ofIds(ids)), payments, more: false, person: payment.personRef };
    }
  }
}
