/** The rows of each kind of file that goes out, from what the ledger holds. */
import type { LocalDate } from '../../domain/calendar.ts';
import {
  EXCHANGE_TITLES,
  type ExchangeKind,
  type ExchangeName,
  fileNumber,
  headLine,
} from '../../domain/exchange/exchange-file.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { openPayee } from '../../runtime/seal-payee.ts';
import { writeExchangeFile } from '../../runtime/sheets/exchange-csv.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { type RefundLedger, refundIdOf } from '../../store/ledger/refund-ledger-store.ts';
import { CSV_TYPE } from '../imports/failed-rows-file.ts';

interface Services {
  refunds: Pick<RefundLedger, 'getInstruction' | 'getRefund' | 'instructions' | 'refunds'>;
  identity: Pick<PersonIdentity, 'openBytes'>;
}

interface KindOfFile {
  titles: string[];
  /** Ids of what a region has to tell on a day. */
  find(region: string, day: LocalDate, services: Services): Promise<string[]>;
  row(id: string, services: Services): Promise<{ cells: string[]; amount: string }[]>;
}

/** Records that are read at a time. */
const CONCURRENCY = 16;

export const KINDS_OF_FILE: Record<ExchangeKind, KindOfFile> = {
  'treasury-instructions': {
    titles: ['指令号', '案件号', '收款人户名', '开户银行', '账号', '金额', '用途'],
    find: async (region, day, { refunds }) =>
      (await refunds.instructions(region, day)).map(({ instruction }) => instruction),
    async row(id, { refunds, identity }) {
      const order = await refunds.getInstruction(id);
      if (!order) return [];
      const { instruction, caseId, personRef, payee, amount } = order;
      const { holder, bank, number } = await openPayee(personRef, payee.sealed, identity);
      return [{ cells: [instruction, caseId, holder, bank, number, amount, '城乡居民医保退费'], amount }];
    },
  },
  'tax-notifications': {
    titles: ['凭证号', '案件号', '参保年度', '退费金额', '退费事由', '支付日期', '指令号'],
    find: async (region, day, { refunds }) => (await refunds.refunds(region, day)).map(refundIdOf),
    async row(id, { refunds }) {
      const record = await refunds.getRefund(id);
      return (record?.payments ?? []).map(({ voucher, amount }) => {
        const { caseId = '', coverageYear = 0, ground = '', paidOn = '', instruction = '' } = record ?? {};
        return { cells: [voucher, caseId, String(coverageYear), amount, ground, paidOn, instruction], amount };
      });
    },
  },
};

export async function writeFile(name: ExchangeName, ids: readonly string[], services: Services): Promise<FileAnswer> {
  const { titles, row } = KINDS_OF_FILE[name.kind];
  const rows = (await withConcurrency(ids, CONCURRENCY, (id) => row(id, services))).flat();
  const lines = [headLine(name), titles, ...rows.map(({ cells }) => cells)];
  const file = writeExchangeFile(
    lines,
    rows.map(({ amount }) => amount),
  );
  return new FileAnswer(file, CSV_TYPE, `${EXCHANGE_TITLES[name.kind]}-${name.day}-${fileNumber(name)}.csv`);
}
