/**
 * One example of each operation, for whoever writes a program: what stands in path, query and body. People, papers and
 * accounts in them are made up. A test sends every one of them.
 */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Example {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Not where a file is sent. */
  readonly body?: Json;
}

const REGION = '141181';
const YEAR = { region: REGION, coverageYear: 2026 };
const PERSON = { idNumber: '141199199003070136', name: '试一人', phone: '13900000001' };
const ACCOUNT = { kind: 'card', holder: '试一人', bank: '工商银行', number: '6222021234567890128' };
const CASE = { id: 'L141181-2026-ABCDEFGHIJ' };
const DOCUMENT = { ...CASE, document: '0f8fad5b-d9cb-469f-a165-70867728950e' };
const TABLE = { region: REGION, coverageYear: '2026' };
const DRAFT = { ...TABLE, version: '2026-03-01-1' };
const APPROVAL = { action: 'approve', confirm: [], acknowledge: [], opinion: '同意' };
const reason = '核对身份时需要';
const DAY = '2026-03-09';

export const EXAMPLES: Readonly<Record<string, Example>> = {
  listCases: { query: { region: REGION, state: 'awaiting_payment', order: 'due', limit: '50' } },
  countCases: { query: { region: REGION, overdue: 'yes' } },
  downloadCases: { query: { region: REGION, openedFrom: '2026-03-01', openedTo: DAY } },
  getCase: { params: CASE },
  showPerson: { params: CASE },
  showFamily: { params: { id: 'N141181-2026-ABCDEFGHIJ' } },
  listTasks: { query: { region: REGION, task: 'decision', limit: '50' } },
  countTasks: { query: { region: REGION, for: 'me' } },
  countDeadlines: { query: { region: REGION, from: '2026-03-01', to: '2026-03-31' } },
  listDeadlines: { params: { day: DAY }, query: { region: REGION } },
  listPolicies: {},
  getPolicy: { params: TABLE, query: { asOf: DAY } },
  getAgency: { params: { region: REGION } },
  listCollections: { query: { region: REGION, day: DAY } },
  listPayments: { query: { voucher: '314118260300000017' } },
  listUnallocatedPayments: { query: { region: REGION } },
  assess: {
    params: { kind: 'late-payment' },
    body: { ...YEAR, paidOn: '2026-03-10', history: { insuredYears: [2024, 2025] } },
  },
  getStatistics: { query: { region: REGION, fromMonth: '2026-01', toMonth: '2026-03' } },
  downloadStatistics: { query: { region: REGION, fromMonth: '2026-01', toMonth: '2026-03' } },
  getAuditDay: { params: { region: REGION, day: DAY } },
  downloadAuditDay: { params: { region: REGION, day: DAY } },
  openCase: {
    body: { kind: 'late-payment', person: PERSON, facts: { ...YEAR, history: { insuredYears: [2024, 2025] } } },
  },
  tryCase: {
    body: {
      kind: 'late-payment',
      person: { idNumber: PERSON.idNumber },
      facts: { ...YEAR, history: { insuredYears: [2025] } },
    },
  },
  withdrawCase: { params: CASE, body: { reason: '本人要求撤回' } },
  correctFacts: {
    params: CASE,
    body: { facts: { history: { insuredYears: [2023, 2024, 2025] } }, reason: '参保年度录入有误' },
  },
  resumeCase: { params: CASE, body: { reason: '故障已排除' } },
  revealPerson: { params: CASE, body: { field: 'name', reason } },
  listDocuments: { params: CASE },
  startUploads: { params: CASE, body: { files: [{ size: 482_113 }, { size: 1_204_551 }] } },
  takeDocument: { params: CASE, body: { uploadId: DOCUMENT.document, material: 'id_document' } },
  showDocument: { params: DOCUMENT, body: { save: false } },
  strikeDocument: { params: DOCUMENT, body: { reason: '拍得不清楚，已请重拍' } },
  arriveAtDesk: { body: {} },
  listColleagues: { query: { region: REGION } },
  takeTask: { params: CASE, body: {} },
  handOverTask: { params: CASE, body: { to: 'caseworker-chen', note: '明天起休假，请接着办理' } },
  writeNote: { params: CASE, body: { note: '已电话联系，下周送来户口簿' } },
  seeInbox: { body: { through: '2026-03-10T01:00:00.000Z' } },
  holdCase: { params: CASE, body: { held: true, reason: '行政复议期间' } },
  issuePaper: { params: CASE, body: { paper: 'receipt' } },
  decideTask: { params: { id: `${CASE.id}.1` }, body: APPROVAL },
  decideBatch: {
    params: { id: 'B0123456789abcdef0123456789abcdef' },
    body: {
      cases: [{ caseId: 'R141181-2025-ABCDEFGHIJ', taskId: 'R141181-2025-ABCDEFGHIJ.1' }],
      decision: APPROVAL,
    },
  },
  recordPayment: {
    body: {
      voucherNumber: '314118260300000017',
      idNumber: PERSON.idNumber,
      ...YEAR,
      amount: '1100.00',
      collectedOn: '2026-03-10',
      channel: 'bank',
    },
  },
  allocatePayment: { params: { voucher: '314118260300000017' }, body: { caseId: CASE.id } },
  recordEvent: {
    params: { id: 'N141181-2026-ABCDEFGHIJ' },
    body: { event: 'registered', registeredOn: DAY },
  },
  find: { body: { text: '试一人' } },
  searchPayments: { body: { idNumber: PERSON.idNumber, reason: 'enquiry' } },
  recordPayoutResult: {
    params: { instruction: 'R141181-2025-ABCDEFGHIJ-P1' },
    body: { outcome: 'paid', amount: '380.00', on: DAY, reference: '20260309000001' },
  },
  recordPayoutBounce: {
    params: { instruction: 'R141181-2025-ABCDEFGHIJ-P1' },
    body: { amount: '380.00', on: DAY, reference: '20260309000002', reason: '账户已销户' },
  },
  noteRecovery: {
    params: { id: 'R141181-2025-ABCDEFGHIJ' },
    body: { amount: '380.00', on: DAY, reference: '20260309000003', reason: '多退的款项已经收回' },
  },
  decideRecovery: { params: { id: 'R141181-2025-ABCDEFGHIJ', number: '1' }, body: { decision: 'confirm' } },
  correctAccount: {
    params: { id: 'R141181-2025-ABCDEFGHIJ' },
    body: { account: ACCOUNT, opinion: '学生提供了新卡' },
  },
  receiveImport: { params: { kind: 'payments' } },
  listImports: {},
  downloadImportTemplate: { params: { kind: 'payments' } },
  getImport: { params: { id: 'I0123456789abcdef0123456789abcdef' } },
  listImportRows: { params: { id: 'I0123456789abcdef0123456789abcdef' }, query: { outcome: 'failed' } },
  downloadFailedImport: { params: { id: 'I0123456789abcdef0123456789abcdef' }, query: { format: 'xlsx' } },
  downloadBatchTemplate: {},
  receiveBatch: {},
  applyForStudent: {
    body: {
      studentNumber: '2023010001',
      idNumber: PERSON.idNumber,
      name: PERSON.name,
      college: '文学院',
      kind: 'transfer',
      on: '2025-12-01',
      bank: ACCOUNT.bank,
      account: ACCOUNT.number,
    },
  },
  listBatches: { query: { region: REGION } },
  getBatch: { params: { id: 'B0123456789abcdef0123456789abcdef' } },
  listBatchRows: { params: { id: 'B0123456789abcdef0123456789abcdef' }, query: { outcome: 'failed' } },
  listBatchStudents: { params: { id: 'B0123456789abcdef0123456789abcdef' } },
  downloadBatchStudents: { params: { id: 'B0123456789abcdef0123456789abcdef' } },
  downloadFailedBatch: { params: { id: 'B0123456789abcdef0123456789abcdef' }, query: { format: 'xlsx' } },
  sendBatch: {
    params: { id: 'B0123456789abcdef0123456789abcdef' },
    body: { roll: 33, reason: '在册人数有出入', goodRowsOnly: true },
  },
  downloadExchangeFile: { params: { kind: 'treasury-instructions' }, query: { region: REGION, day: '2026-03-08' } },
  receiveTreasuryResults: {},
  readPolicyTextFile: {},
  listOutbox: { query: { region: REGION, day: DAY } },
  listDeadLetters: { query: { region: REGION } },
  retryDeadLetter: { params: { id: 'dead-letter' }, body: {} },
  stopMessages: { body: { idNumber: PERSON.idNumber, stopped: true, reason: '本人要求不再接收短信' } },
  noteSaidPaid: { body: { idNumber: PERSON.idNumber, ...YEAR, paidOn: DAY, channel: 'bank' } },
  listReminders: { query: { region: REGION, day: DAY } },
  listUnplannable: {},
  getNotice: { params: { ...CASE, occasion: 'payment_notice' } },
  printFile: { params: { region: REGION, day: DAY } },
  listRevived: { params: TABLE, query: { since: '2026-03-01' } },
  takeAuditPack: { params: CASE, body: { reason: '年度抽查' } },
  // A whole table, as `getPolicy` answers one.
  submitDraft: { params: TABLE, body: { table: { region: REGION, coverageYear: 2026 } } },
  listDrafts: { params: TABLE },
  getDraft: { params: DRAFT },
  listImpact: { params: DRAFT },
  goOnListing: { params: DRAFT, body: {} },
  approveDraft: { params: DRAFT, body: { draft: 'a'.repeat(64), list: 'b'.repeat(64), opinion: '同意' } },
  publishDraft: { params: DRAFT, body: {} },
  withdrawDraft: { params: DRAFT, body: { reason: '金额写错' } },
  keepPolicyWork: {
    params: TABLE,
    body: {
      text: '2026年度城乡居民基本医疗保险个人缴费标准为每人每年400元。',
      name: '孝义市',
      title: '缴费通知',
      inForceFrom: '2025-09-01',
      answers: [{ field: 'contribution.0.individual', answer: 'accept' }],
    },
  },
  getPolicyWork: { params: TABLE },
  changeAgency: {
    params: { region: REGION },
    body: { name: '某市医疗保险中心', telephone: '0358-1234567', numberPattern: '某医保〔{year}〕{number}号' },
  },
};
