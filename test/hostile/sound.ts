/** What would be taken: values that fit a place of a path or query, and bodies. The spoiling begins with them. */
import { idNumber } from '../api/people.ts';
import type { Json, Operation } from './api-operations.ts';
import { OWN, SECRETS } from './office.ts';

export interface Known {
  cases: readonly string[];
  importId: string;
}

const KINDS: Record<string, readonly string[]> = {
  imports: ['payments', 'enrolments', 'aid-lists', 'deaths'],
  assessments: ['late-payment', 'refund', 'newborn', 'reminder'],
  exchange: ['treasury-instructions', 'tax-notifications'],
  cases: ['late-payment', 'refund', 'newborn'],
  deadlines: ['late-payment', 'refund', 'newborn'],
};

/** Values for a part of a path or query by its name. */
export function fittingValues({ path }: Operation, name: string, { cases, importId }: Known): readonly string[] {
  const root = path.split('/')[1] ?? '';
  switch (name) {
    case 'id':
      if (root === 'tasks') return cases.map((id) => `${id}.1`);
      return root === 'cases' ? cases : [importId, `B${importId.slice(1)}`];
    case 'kind':
      return KINDS[root] ?? ['late-payment'];
    case 'caseId':
      return cases;
    case 'region':
      return [OWN];
    case 'coverageYear':
    case 'year':
      return ['2026', '2025'];
    case 'day':
    case 'from':
    case 'since':
      return ['2025-12-01', '2025-12-09', '2025-12-10'];
    case 'to':
      return ['2025-12-10', '2025-12-31'];
    case 'fromMonth':
      return ['2025-11'];
    case 'toMonth':
      return ['2025-12'];
    case 'whose':
      return ['own', 'region'];
    case 'occasion':
      return ['payment_notice', 'newborn_reminder_2025-12-01'];
    case 'instruction':
      return cases.map((id) => `${id}-P1`);
    case 'document':
      return ['00000000-0000-4000-8000-000000000000'];
    case 'voucher':
      return SECRETS.vouchers;
    case 'format':
      return ['csv', 'xlsx'];
    case 'limit':
      return ['1', '50'];
    case 'outcome':
      return ['failed', 'stored'];
    case 'stage':
      return ['check', 'open'];
    default:
      return ['1', 'me', 'name'];
  }
}

const [resident = '', , payer = ''] = SECRETS.idNumbers;
const YEAR = { region: OWN, coverageYear: 2026 };
const reason = '核对身份时需要查看';

/** Bodies that an operation would take, but for the state of things; for somebody of a number where it is about a new person. */
export function soundBodies({ name }: Operation, number: number): readonly Json[] {
  const person = { idNumber: idNumber(1 + (number % 800)), name: '试一人', phone: '13911223344' };
  const facts = { ...YEAR, history: { insuredYears: [2024, 2025] } };
  const approval = { action: 'approve', confirm: [], acknowledge: [], opinion: '同意' };
  switch (name) {
    case 'openCase':
      return [
        { kind: 'late-payment', person, facts },
        {
          kind: 'newborn',
          region: OWN,
          birthCertificateNumber: `Q14${String(number % 10_000_000).padStart(7, '0')}`,
          bornOn: '2025-10-01',
          parent: person,
          childName: '试小童',
        },
        {
          kind: 'refund',
          person: { idNumber: payer, name: SECRETS.names[2] },
          account: { kind: 'card', holder: SECRETS.names[2], bank: '工商银行', number: SECRETS.account },
          facts: { ...YEAR, ground: 'duplicate_payment', applicant: 'payer', vouchers: [...SECRETS.vouchers] },
        },
      ];
    case 'assess':
      return [
        { ...facts, paidOn: '2025-12-10' },
        { region: OWN, bornOn: '2025-10-01', asOf: '2025-12-10', registeredOn: '2025-11-01' },
        { ...YEAR, asOf: '2025-12-10', paidYears: [2025] },
        {
          ...YEAR,
          ground: 'duplicate_payment',
          appliedOn: '2025-12-10',
          applicant: 'payer',
          payments: [{ id: 'one', coverageYears: [2026], amount: '400.00', collectedOn: '2025-11-03', region: OWN }],
        },
      ];
    case 'recordPayment':
      return [
        { voucherNumber: `FUZZ-${number}`, idNumber: resident, ...YEAR, amount: '400.00', collectedOn: '2025-12-10' },
      ];
    case 'recordEvent':
      return [
        { event: 'registered', registeredOn: '2025-12-01', idNumber: idNumber(1 + (number % 800), '20250915') },
        { event: 'birth_date_corrected', bornOn: '2025-09-16' },
        { event: 'moved', region: '140400' },
      ];
    case 'decideTask':
      return [
        approval,
        { action: 'supply', values: [], opinion: '按文件补充' },
        { action: 'return', documents: ['户口簿'], until: '2025-12-20', opinion: '缺少户口簿' },
      ];
    case 'decideBatch':
      return [{ cases: [], decision: approval }];
    case 'sendBatch':
      return [{ roll: number % 1000, reason: '在册人数有出入', goodRowsOnly: true }];
    case 'keepPolicyWork':
      return [
        {
          ...{ text: '2026年度城乡居民基本医疗保险个人缴费标准为每人每年400元。', name: '某市', title: '缴费通知' },
          ...{ inForceFrom: '2025-09-01', answers: [{ field: 'contribution.0.individual', answer: 'accept' }] },
        },
      ];
    case 'changeAgency':
      return [{ name: '某市医疗保险中心', telephone: '0358-1234567', numberPattern: '某医保〔{year}〕{number}号' }];
    case 'startUploads':
      return [{ files: [{ size: 70 }, { size: 20_000_000 }] }];
    case 'takeDocument':
      return [{ uploadId: '00000000-0000-4000-8000-000000000000', material: 'id_document' }];
    case 'showDocument':
      return [{}, { save: true }];
    case 'strikeDocument':
      return [{ reason }];
    case 'correctFacts':
      return [{ facts: { history: { insuredYears: [2023, 2024] } }, reason }];
    case 'takeTask':
      return [{}, { reason }];
    case 'handOverTask':
      return [{ to: 'shared-with', note: '请接着办理' }];
    case 'writeNote':
      return [{ note: '已电话联系，等材料' }, { note: '请看一下家庭情况', to: 'shared-with' }];
    case 'seeInbox':
      return [{ through: '2025-12-10T01:00:00.000Z' }];
    case 'arriveAtDesk':
      return [{}];
    case 'issuePaper':
      return [{ paper: 'receipt' }];
    case 'correctAccount':
      return [
        {
          account: { kind: 'card', holder: SECRETS.names[2], bank: '工商银行', number: SECRETS.account },
          opinion: '学生提供了新卡',
        },
      ];
    case 'applyForStudent':
      return [
        {
          ...{ studentNumber: '2023010001', idNumber: payer, name: SECRETS.names[2], college: '文学院' },
          ...{ kind: 'transfer', on: '2025-12-01', bank: '工商银行', account: SECRETS.account },
        },
      ];
    case 'recordPayoutResult':
      return [{ outcome: 'paid', amount: '400.00', on: '2025-12-10', reference: `B-${number}` }];
    case 'revealPerson':
      return [{ field: 'name', reason }];
    case 'holdCase':
      return [{ held: number % 2 === 0, reason }];
    case 'tryCase':
      return [
        {
          kind: 'late-payment',
          person: { idNumber: resident },
          facts: { ...YEAR, history: { insuredYears: [2025] } },
        },
      ];
    case 'searchPayments':
      return [{ idNumber: payer, reason: 'enquiry' }];
    case 'stopMessages':
      return [{ idNumber: person.idNumber, reason: '本人要求不再接收短信' }];
    case 'noteSaidPaid':
      return [{ idNumber: resident, ...YEAR, paidOn: '2025-12-09', channel: 'bank' }];
    case 'withdrawCase':
    case 'withdrawDraft':
    case 'resumeCase':
    case 'takeAuditPack':
      return [{ reason }];
    default:
      return [{}];
  }
}
