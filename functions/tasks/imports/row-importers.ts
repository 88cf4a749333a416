/** What each kind of import does with a row. */
import type { Listing } from '../../domain/aid/listed-identities.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { type AidRow, readAidRow } from '../../domain/imports/aid-row.ts';
import { readDeathRow } from '../../domain/imports/death-row.ts';
import { readEnrolmentRow } from '../../domain/imports/enrolment-row.ts';
import type { ReadRow, RowContext } from '../../domain/imports/kinds.ts';
import { readPaymentRow } from '../../domain/imports/payment-row.ts';
import type { TableRow } from '../../domain/imports/read-table.ts';
import type { ImportKind } from '../../domain/imports/templates.ts';
import { formatYuan } from '../../domain/money.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { type AidLists, isToCome } from '../../store/ledger/aid-lists.ts';
import type { ImportedEnrolments } from '../../store/ledger/imported-enrolments.ts';
import type { ImportedPayments } from '../../store/ledger/imported-payments.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { LetGoStores } from '../../store/ledger/let-go.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import { isSecondPayment, type PaymentPlace, placeOf, takePayment } from '../../store/ledger/take-payment.ts';
import type { RowResult } from '../../store/uploads/uploads.ts';
import { endForDeath } from '../case/end-for-death.ts';
import { decideAgain, type OpenCases } from './decide-again.ts';
import { keepContact } from './keep-contact.ts';

export interface ImportServices {
  payments: ImportedPayments;
  enrolments: ImportedEnrolments;
  aid: AidLists;
  roll: RollStore;
  identity: PersonIdentity;
  deaths: LedgerStore['deaths'];
  open: OpenCases & LetGoStores;
}

export interface RowSource extends RowContext {
  today: LocalDate;
  /** Names the row for ever: `upload/file:row`. */
  source: string;
  /** ISO instant at which the import was opened. */
  at: string;
  /** ISO instant at which its rows are being stored: later where the file was sent again to go on. */
  now: string;
}

type RowOutcome = Omit<RowResult, 'row'>;
type Importer = (row: TableRow, from: RowSource, services: ImportServices) => Promise<RowOutcome>;

/** A row that can be read is stored; one that can't says why. */
const importer =
  <Value>(
    read: (row: TableRow, context: RowContext) => ReadRow<Value>,
    store: (value: Value, from: RowSource, services: ImportServices) => Promise<RowOutcome>,
  ): Importer =>
  async (row, from, services) => {
    const result = read(row, from);
    return result.ok ? store(result.value, from, services) : { outcome: 'failed', issues: result.issues };
  };

const refused = (column: string, found: string, message: string, expected: string): RowOutcome => ({
  outcome: 'failed',
  issues: [{ column, found, message, expected }],
});

/** It is kept, and a desk finds it among those that no case has. */
const toCheck = (voucher: string, twin: string): RowOutcome => ({
  outcome: 'to_check',
  issues: [
    {
      column: '凭证号',
      found: voucher,
      message: `与凭证 ${twin} 只差开头的 0，同一人的年度、金额、征收日期也相同，可能是同一笔`,
      expected: '请对照原始凭证：是同一笔的，这一笔不要使用；是两笔的，在待认领缴费中办理',
    },
  ],
});

export const IMPORTERS: Record<ImportKind, Importer> = {
  payments: importer(readPaymentRow, async ({ idNumber, amount, ...row }, { source, at, now }, services) => {
    const { payments, identity, open } = services;
    const personRef = await identity.reference(idNumber);
    const place = await placeOf({ ...row, personRef }, open);
    const told = { ...row, personRef, amount: formatYuan(amount) };
    const known = await payments.of(personRef);
    const twin = await payments.findTwin(told, known);
    const left = twin === null ? place && leftBy(place) : { why: 'voucher_zeros' as const };
    const payment = {
      ...told,
      ...(left && { unallocated: { since: now, ...left } }),
      ...(twin !== null && { twin }),
      recordedAt: at,
      recordedBy: source,
    };
    const stored = await payments.put(payment, known);
    if (stored.outcome !== 'conflict' && twin !== null) {
      await payments.tellTwin(twin, row.voucher);
      return toCheck(row.voucher, twin);
    }
    // Also where it was stored before: an earlier try may have been interrupted before its case took it.
    if (stored.outcome !== 'conflict') return { outcome: stored.outcome, ...(await confirm(row.voucher, now, open)) };
    return refused(
      '凭证号',
      row.voucher,
      `已登记为另一笔缴费，不同的列：${stored.differs.join('、')}`,
      '请核对凭证号；确需更正的，请联系征收机构',
    );
  }),

  enrolments: importer(readEnrolmentRow, async (read, from, services) => {
    const { source, at } = from;
    const { enrolments, identity } = services;
    const { idNumber, name, phone, ...row } = read;
    const personRef = await identity.reference(idNumber);
    const stored = await enrolments.put({ ...row, personRef, source, recordedAt: at });
    const year = String(row.coverageYear);
    switch (stored.outcome) {
      case 'open_case':
        return refused('参保年度', year, `此人本年度有在办案件 ${stored.caseId}`, '请在该案件办结后再导入');
      case 'ended':
        return refused(
          '参保年度',
          year,
          `此人本年度的参保已因案件 ${stored.caseId} 退费而终止`,
          '请核对导出文件是否早于退费；退费后又参保的，请按补缴受理',
        );
      case 'differs':
        return refused('参保年度', year, '此人本年度已有不同的参保登记', '请核对统筹区和待遇起止日期');
      default: {
        const isNew = name !== undefined && (await keepContact({ idNumber, name, phone }, personRef, from, services));
        return { outcome: isNew && stored.outcome === 'same' ? 'changed' : stored.outcome };
      }
    }
  }),

  deaths: importer(readDeathRow, async ({ idNumber, ...row }, { source, now: at }, { deaths, identity, open }) => {
    const personRef = await identity.reference(idNumber);
    const outcome = await deaths.put({ ...row, personRef, source, recordedAt: at });
    if (row.revokedOn !== undefined) return { outcome };
    // Also where nothing changed: an earlier try may have been interrupted between the list and the cases.
    const { ended, open: toSee } = await endForDeath(personRef, { ...LISTED, diedOn: row.diedOn, at, source }, open);
    return { outcome, ...(ended.length > 0 && { ended }), ...(toSee.length > 0 && { toSee }) };
  }),

  'aid-lists': importer(readAidRow, async ({ idNumber, ...row }, { source, now: at }, { aid, identity, open }) => {
    const personRef = await identity.reference(idNumber);
    const outcome = await aid.put({ ...row, personRef, source, recordedAt: at });
    // Also where nothing changed: an earlier try may have been interrupted between the list and the cases.
    const decidedAgain = await decideAgain(personRef, await listingsWith(row, personRef, aid), { at, source }, open);
    const { removedOn } = row;
    return {
      outcome,
      ...(decidedAgain.length > 0 && { decidedAgain }),
      ...(isToCome({ removedOn, recordedAt: at }) && { takesEffectOn: removedOn }),
    };
  }),
};

const LISTED = { by: 'system:Imports', reason: '死亡登记名单载明参保人已经死亡，补缴办理终止' };

/** What a payment is marked with until its case has taken it. */
const leftBy = (place: PaymentPlace) =>
  'found' in place ? { why: 'not_awaited' as const, caseId: place.found.caseId } : place;

/** The case that waits for the payment goes on, woken by the minute's healing. */
async function confirm(voucher: string, at: string, open: OpenCases): Promise<Pick<RowResult, 'confirmed'>> {
  const payment = await open.ledger.getPayment(voucher);
  if (!payment || payment.claim) return {};
  const taken = await takePayment(payment, { at, by: 'system:Imports' }, open);
  if (taken) return { confirmed: taken.caseId };
  if (payment.caseId === undefined && !payment.unallocated && (await isSecondPayment(payment, open))) {
    await open.ledger.unallocated.leave(payment, { since: at, why: 'second_payment' }, '');
  }
  return {};
}

/** The lists of all authorities that a person is on; what was just stored may not be in the index yet. */
async function listingsWith(
  { category, authority, identifiedOn, removedOn }: Omit<AidRow, 'idNumber'>,
  personRef: string,
  aid: AidLists,
): Promise<Listing[]> {
  const others = (await aid.of(personRef)).filter((one) => one.category !== category || one.authority !== authority);
  return [...others, { category, identifiedOn, removedOn }];
}
