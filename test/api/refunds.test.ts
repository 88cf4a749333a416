import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrokenEntry } from '../../functions/cases/history.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openPayee } from '../../functions/runtime/seal-payee.ts';
import {
  CARD,
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  resultOf,
  SECOND,
  TREASURY,
} from '../support/refund-machine.ts';
import { AUDITOR, CHANGZHI, type Decision, type Who } from './office.ts';
import { idNumber, person } from './people.ts';

const UNIVERSITY: Who = ['university', '141181', 'registrar', '10112'];
const OTHER_UNIVERSITY: Who = ['university', '141181', 'registrar-2', '10114'];
const CASEWORKER_2: Who = ['caseworker', '141181', 'zhang'];

let machine: RefundMachine;
let office: RefundMachine['office'];
beforeAll(async () => {
  machine = await openRefundMachine();
  office = machine.office;
});
afterAll(() => machine.close());

async function payTwice(sequence: number): Promise<string[]> {
  await machine.pay(sequence, `V-${sequence}-kept`);
  await machine.pay(sequence, `V-${sequence}-twice`, { amount: '380.00', collectedOn: localDate('2025-09-20') });
  return [`V-${sequence}-kept`, `V-${sequence}-twice`];
}

async function open(sequence: number): Promise<string> {
  const caseId = await office.openCase(
    OPENER,
    duplicateOpening(sequence, await payTwice(sequence)),
    `key-case-${sequence}`,
  );
  await machine.pass();
  return caseId;
}

const taskOf = async (caseId: string) => (await machine.look(caseId)).task;

async function decide(who: Who, caseId: string, decision: Decision) {
  const answer = await office.decide(who, String((await taskOf(caseId))?.taskId), decision);
  await machine.pass();
  return answer;
}

async function approve(who: Who, caseId: string) {
  const task = await taskOf(caseId);
  return decide(who, caseId, { action: 'approve', confirm: task?.confirmations.map(({ field }) => field) ?? [] });
}

const refusedWith = (status: number, code: string) => expect.objectContaining({ status, code });

/** What the case says that somebody cannot do with its task, and why it is not approved. */
async function canDo(who: Who, caseId: string): Promise<[string[], string | null]> {
  const { decideTask, approve } = (await office.show(who, caseId)).can;
  const cannot = Object.entries({ decideTask, approve }).flatMap(([name, { allowed }]) => (allowed ? [] : [name]));
  return [cannot, approve.reason];
}

const untilFirstReview = async (sequence: number): Promise<string> => {
  const caseId = await open(sequence);
  await approve(FIRST, caseId);
  return caseId;
};
const untilSecondReview = async (sequence: number): Promise<string> => {
  const caseId = await untilFirstReview(sequence);
  await approve(FIRST, caseId);
  return caseId;
};

const claimOf = async (voucher: string) => (await machine.refunds.getPayment(voucher))?.claim;

describe('four eyes', () => {
  test('who opened the case may review it first, but nobody who had a part in it reviews it for the second time', async () => {
    const caseId = await untilFirstReview(1);
    await approve(OPENER, caseId);
    expect(await canDo(OPENER, caseId)).toEqual([['decideTask', 'approve'], expect.stringContaining('另一人')]);
    expect(await canDo(SECOND, caseId)).toEqual([[], null]);
    for (const decision of [{ action: 'approve' }, { action: 'reject', opinion: '不符合' }] as const) {
      await expect(decide(OPENER, caseId, decision)).rejects.toEqual(refusedWith(409, 'same_person_reviews'));
    }
    expect((await approve(SECOND, caseId)).state).toBe('instructing');
    expect(await machine.look(caseId)).toMatchObject({ firstReview: { by: 'lin' }, secondReview: { by: 'ma' } });
  });

  test('the first reviewer does not review a second time, whatever the role', async () => {
    const caseId = await untilSecondReview(2);
    await expect(approve(['approver', '141181', 'guo'], caseId)).rejects.toEqual(
      refusedWith(409, 'same_person_reviews'),
    );
  });

  test('a limit that was given for the case asks for an approver above it; a silent one asks for nobody', async () => {
    const silent = await untilSecondReview(3);
    await approve(CASEWORKER_2, silent);
    const limited = await open(4);
    const value = { field: 'refund.approverAbove', value: '379.99', document: '孝医保函〔2025〕1号' };
    await decide(FIRST, limited, { action: 'supply', values: [value], opinion: '按内控制度' });
    await approve(FIRST, limited);
    await approve(FIRST, limited);
    expect(await canDo(CASEWORKER_2, limited)).toEqual([['approve'], expect.stringContaining('379.99')]);
    await expect(approve(CASEWORKER_2, limited)).rejects.toEqual(refusedWith(403, 'approver_needed'));
    await approve(SECOND, limited);
  });

  test('whoever typed a new account cannot be the one who approves it', async () => {
    const caseId = await untilSecondReview(5);
    await approve(SECOND, caseId);
    await machine.tell(caseId, ['returned']);
    await machine.pass();
    const account = { kind: 'card', holder: '试一人', bank: '中国银行', number: '6217000000000000012' } as const;
    const wrong = { ...account, number: '6217000000000000013' };
    const refused = await office.post(SECOND, `/tasks/${(await taskOf(caseId))?.taskId}/decision`, {
      action: 'correct_account',
      account: wrong,
      opinion: '按银行卡',
    });
    expect(refused.body.issues?.map(({ path }) => path)).toEqual(['account.number']);
    await decide(SECOND, caseId, { action: 'correct_account', account, opinion: '按银行卡' });
    await expect(approve(SECOND, caseId)).rejects.toEqual(refusedWith(409, 'same_person_reviews'));
    await approve(CASEWORKER_2, caseId);
    const { payouts } = await machine.lookAtRefund(caseId);
    expect(payouts.map(({ account: masked }) => masked)).toEqual(['**** 0005', '**** 0012']);
    expect(await machine.drive(caseId)).toBe('refunded');
  });
});

describe('a payment that is claimed', () => {
  test('is shown to everyone who meets it, with the case, where it stands and for how long', async () => {
    const caseId = await untilSecondReview(10);
    await machine.pass(3 * 24 * 60);
    const opened = await office.open(FIRST, duplicateOpening(10, ['V-10-kept', 'V-10-twice']), 'key-other-10');
    expect([opened.status, opened.body.code, opened.body.caseId]).toEqual([409, 'case_already_open', caseId]);
    expect(opened.body.detail).toBe(`缴费 V-10-twice 已在案件 ${caseId} 中办理（待复核，已 3 天）。`);
    const whom = { idNumber: idNumber(10) };
    const search = (who: Who, reason: 'duplicate' | 'enquiry', more: { coverageYear?: number } = {}) =>
      office.desk(who).ask('searchPayments', { body: { ...whom, ...more, reason } });
    const found = await search(FIRST, 'duplicate', { coverageYear: 2026 });
    expect(found.payments).toMatchObject([
      { voucher: 'V-10-kept', claim: null },
      { voucher: 'V-10-twice', claim: { caseId, state: 'awaiting_second_review', stateName: '待复核', days: 3 } },
    ]);
    expect(found.cases).toMatchObject([{ caseId, kind: 'refund' }]);
    expect(found.elsewhere).toEqual([]);
    // Another region: that and where, to who looks into a duplicate; nothing else to anybody.
    const nothing = { cases: [], payments: [] };
    const elsewhere = [{ region: '141181', coverageYear: 2026 }];
    expect(await search(CHANGZHI, 'duplicate')).toEqual({ ...nothing, elsewhere });
    expect(await search(CHANGZHI, 'enquiry')).toEqual({ ...nothing, elsewhere: null });
    const without = await office.post(FIRST, '/payments/search', whom);
    expect([without.status, without.body.issues?.[0]?.path]).toEqual([422, 'reason']);
    const person = await office.desk(FIRST).ask('showPerson', { params: { id: caseId } });
    expect(person.cases).toEqual([]);
    expect(person.payments).toHaveLength(2);
    expect((await office.get(CHANGZHI, `/cases/${caseId}/person`)).status).toBe(404);
    const byCase = await office.desk(AUDITOR).ask('listPayments', { query: { caseId } });
    const byVoucher = await office.desk(FIRST).ask('listPayments', { query: { voucher: 'V-10-twice' } });
    expect(byCase.payments).toHaveLength(2);
    expect(byVoucher.payments).toMatchObject([{ claim: { caseId, refund: '380.00' } }]);
    expect((await office.get(FIRST, `/payments?idNumber=${idNumber(10)}`)).status).toBe(422);
    expect((await office.get(CHANGZHI, '/payments?voucher=V-10-twice')).status).toBe(404);
    expect((await office.withdraw(FIRST, caseId)).state).toBe('withdrawn');
  });

  test.each([
    [
      'rejected at the first review',
      11,
      async (caseId: string) => decide(FIRST, caseId, { action: 'reject', opinion: '不符合条件' }),
    ],
    ['withdrawn while it waits', 12, async (caseId: string) => office.withdraw(FIRST, caseId)],
    [
      'without its documents in time',
      13,
      async (caseId: string) => {
        const until = office.now().slice(0, 10);
        await decide(FIRST, caseId, { action: 'return', documents: ['缴费凭证'], until, opinion: '缺凭证' });
        await machine.pass(2 * 24 * 60);
      },
    ],
  ])('is free again when its case is %s, and the person is told', async (_how, sequence, end) => {
    const caseId = await untilFirstReview(sequence);
    expect(await claimOf(`V-${sequence}-twice`)).toMatchObject({ caseId });
    await end(caseId);
    await machine.pass();
    expect(await claimOf(`V-${sequence}-twice`)).toBeUndefined();
    expect((await machine.look(caseId)).notices).not.toEqual([]);
    const vouchers = [`V-${sequence}-kept`, `V-${sequence}-twice`];
    const again = await office.openCase(OPENER, duplicateOpening(sequence, vouchers), `key-again-${sequence}`);
    expect(again).not.toBe(caseId);
  });

  test('is free again when there is no account to pay to', async () => {
    const caseId = await untilSecondReview(14);
    await approve(SECOND, caseId);
    await machine.tell(caseId, ['returned']);
    await machine.pass();
    await decide(FIRST, caseId, { action: 'give_up', opinion: '申请人不提供账户' });
    expect((await machine.look(caseId)).state).toBe('payout_failed');
    expect(await claimOf('V-14-twice')).toBeUndefined();
  });

  test('stays claimed while money may be on its way: the case cannot be withdrawn', async () => {
    const caseId = await untilSecondReview(15);
    await approve(SECOND, caseId);
    const { status, body } = await office.post(FIRST, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
    expect([status, body.code]).toEqual([409, 'case_not_withdrawable']);
    expect(await machine.drive(caseId)).toBe('refunded');
    expect(await claimOf('V-15-twice')).toMatchObject({ caseId, settled: { on: '2025-11-15' } });
  });
});

describe('a university', () => {
  const departure = { kind: 'transfer', on: '2025-10-20' } as const;
  const opening = (sequence: number, vouchers: string[], facts: object = {}) => {
    const { facts: base, ...rest } = duplicateOpening(sequence, vouchers);
    const asked = { ground: 'departure', applicant: 'university', departure } as const;
    return { ...rest, facts: { ...base, ...asked, ...facts } };
  };
  const prepaid = { coverageYears: [2025, 2026, 2027], amount: '1140.00', payer: 'university:10112' };

  test('asks for its own students only, on departure only, and sees its own cases only', async () => {
    await machine.pay(30, 'V-30-three', prepaid);
    const wrong = await office.open(UNIVERSITY, opening(30, ['V-30-three'], { ground: 'death' }), 'key-uni-30');
    expect(wrong.body.issues?.map(({ path }) => path)).toEqual(['facts.ground']);
    const foreign = await office.open(OTHER_UNIVERSITY, opening(30, ['V-30-three']), 'key-uni-30');
    expect([foreign.status, foreign.body.code]).toEqual([403, 'not_own_student']);
    const caseId = await office.openCase(UNIVERSITY, opening(30, ['V-30-three']), 'key-uni-30');
    expect((await office.show(UNIVERSITY, caseId)).caseId).toBe(caseId);
    expect((await office.get(OTHER_UNIVERSITY, `/cases/${caseId}`)).status).toBe(404);
    expect((await office.get(UNIVERSITY, '/cases')).status).toBe(403);
    const late = await office.open(UNIVERSITY, { ...opening(30, []), kind: 'late-payment' }, 'key-uni-late');
    expect(late.status).toBe(422);
  });

  test('gets back the years that had not begun, at the price paid, and these enrolments end in the same case', async () => {
    await machine.pay(31, 'V-31-three', prepaid);
    const ref = (await machine.refunds.getPayment('V-31-three'))?.personRef ?? '';
    const claim = { personRef: ref, coverageYear: 2026, caseId: 'L141181-2026-EARLIER', at: office.now() };
    await machine.ledger.claimEnrolment(claim);
    const enrolled = {
      caseId: claim.caseId,
      region: '141181',
      benefitStart: localDate('2026-01-01'),
      recordedAt: claim.at,
    };
    await machine.ledger.recordEnrolment(ref, 2026, enrolled);
    const caseId = await office.openCase(UNIVERSITY, opening(31, ['V-31-three']), 'key-uni-31');
    expect(await machine.drive(caseId)).toBe('refunded');
    const shown = await machine.lookAtRefund(caseId);
    expect(shown.claims).toEqual([{ voucher: 'V-31-three', coverageYears: [2026, 2027], amount: '760.00' }]);
    expect(await machine.ledger.getEnrolment(ref, 2026)).toMatchObject({
      ended: { caseId, ground: 'departure', enrolled: { caseId: 'L141181-2026-EARLIER' } },
    });
    expect((await machine.ledger.getEnrolment(ref, 2026))?.enrolled).toBeUndefined();
    expect(JSON.stringify(shown.notices)).toContain('2026 年度的参保关系已经终止');
  });
});

describe('what a case keeps', () => {
  test('the account only sealed: no answer, log line or execution shows it; the treasury can open it', async () => {
    const caseId = await untilSecondReview(40);
    await approve(SECOND, caseId);
    const { sent } = await office.get(AUDITOR, `/cases/${caseId}`);
    const asked = JSON.stringify(office.services.calls);
    for (const text of [sent, asked, office.logged.join('')]) {
      for (const secret of [CARD, idNumber(40), person(40).name]) expect(text).not.toContain(secret);
    }
    expect(sent).toContain('**** 0005');
    const order = await machine.refunds.getInstruction(`${caseId}-P1`);
    const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
    const sealed = order?.payee.sealed ?? '';
    expect(await openPayee(order?.personRef ?? '', sealed, identity)).toMatchObject({ number: CARD });
    await expect(openPayee('somebody else', sealed, identity)).rejects.toMatchObject({ name: 'SealedPersonError' });
    expect(findBrokenEntry((await machine.look(caseId)).history)).toBeNull();
  });

  test('an account of another name is pointed out to the reviewers', async () => {
    const opening = {
      ...duplicateOpening(41, await payTwice(41)),
      account: { kind: 'account' as const, holder: '李四', bank: '农商行', number: '40120001' },
    };
    const caseId = await office.openCase(OPENER, opening, 'key-case-41');
    await machine.pass();
    await approve(FIRST, caseId);
    expect(JSON.stringify(await taskOf(caseId))).toContain('户名与参保人姓名不一致');
  });
});

describe('refused at the window', () => {
  test.each([
    [
      'a card with a wrong check digit',
      { account: { kind: 'card', holder: '试一人', bank: '农商行', number: '6200000000000006' } },
      'account.number',
    ],
    [
      'an account without a bank',
      { account: { kind: 'account', holder: '试一人', number: '40120001' } },
      'account.bank',
    ],
    ['no voucher', { facts: { ...duplicateOpening(50, []).facts } }, 'facts.vouchers'],
    ['a payment in the request itself', { payments: [{ amount: '400.00' }] }, 'payments'],
    [
      'a day of application',
      { facts: { ...duplicateOpening(50, ['V-50-kept']).facts, appliedOn: '2025-01-01' } },
      'facts.appliedOn',
    ],
  ])('%s', async (_what, parts, path) => {
    const { status, body } = await office.open(
      OPENER,
      { ...duplicateOpening(50, ['V-50-kept']), ...parts },
      'key-case-50',
    );
    expect([status, body.issues?.[0]?.path]).toEqual([422, path]);
  });

  test("a payment that is not there, or somebody else's, in the same words", async () => {
    await payTwice(51);
    const none = await office.open(OPENER, duplicateOpening(52, ['V-52-none']), 'key-case-52');
    const others = await office.open(OPENER, duplicateOpening(52, ['V-51-kept']), 'key-case-53');
    expect([none.body.code, others.body.code]).toEqual(['payment_not_found', 'payment_not_found']);
    expect(others.body.detail?.replace('V-51-kept', 'V-52-none')).toBe(none.body.detail);
  });

  test("a result by anybody but the region's treasury", async () => {
    const caseId = await untilSecondReview(54);
    await approve(SECOND, caseId);
    const say = (who: Who) => office.post(who, `/payouts/${caseId}-P1/result`, resultOf('paid', '380.00'));
    expect((await say(['tax', '141181', 'tax'])).status).toBe(403);
    expect((await say(['treasury', '140400', 'treasury'])).body.code).toBe('payout_not_found');
    expect((await office.post(TREASURY, `/payouts/${caseId}-P2/result`, resultOf('paid', '380.00'))).status).toBe(404);
    expect(await machine.drive(caseId)).toBe('refunded');
  });
});
