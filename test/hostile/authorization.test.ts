/**
 * Who may do what: every operation of the API's own description, asked by every role, in the region that has the cases
 * and in another one. Through the whole machine, over HTTP.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../functions/runtime/caller.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { type Operation, readOperations } from './api-operations.ts';
import { feedPersons } from './feed-persons.ts';
import { type Office, OTHER, OWN, openOffice, SECRETS } from './office.ts';

let office: Office;
let operations: Operation[];
beforeAll(async () => {
  office = await openOffice();
  ({ operations } = await readOperations(office.url));
});
afterAll(() => office?.close());

const NOTICE = '2026年度城乡居民基本医疗保险个人缴费标准为每人每年400元。';

/** Bodies that would do something if the caller were let; of an operation that is not here an empty one. */
const BODIES: Record<string, object> = {
  withdrawCase: { reason: '本人要求撤回' },
  changeAgency: { name: '某市医疗保险中心', numberPattern: '某医保〔{year}〕{number}号' },
  issuePaper: { paper: 'receipt' },
  startUploads: { files: [{ size: 3 }] },
  takeDocument: { uploadId: '00000000-0000-4000-8000-000000000000', material: 'other' },
  strikeDocument: { reason: '拍得不清楚' },
  correctFacts: { facts: { student: true }, reason: '录入有误' },
  takeTask: {},
  handOverTask: { to: 'colleague', note: '请接着办理' },
  writeNote: { note: '已电话联系' },
  arriveAtDesk: {},
  seeInbox: { through: '2026-03-10T01:00:00.000Z' },
  withdrawDraft: { reason: '金额写错' },
  keepPolicyWork: { text: NOTICE, name: '某市', title: '通知', inForceFrom: '', answers: [] },
  revealPerson: { field: 'name', reason: '核对身份' },
  takeAuditPack: { reason: '年度抽查' },
  searchPayments: { idNumber: SECRETS.idNumbers[2], reason: 'duplicate' },
  tryCase: {
    kind: 'late-payment',
    person: { idNumber: SECRETS.idNumbers[0] },
    facts: { region: OWN, coverageYear: 2026, history: { insuredYears: [2025] } },
  },
  applyForStudent: { kind: 'transfer', idNumber: SECRETS.idNumbers[0], name: SECRETS.names[0], on: '2025-12-01' },
  correctAccount: {
    account: { kind: 'card', holder: SECRETS.names[0], bank: '工商银行', number: SECRETS.account },
    opinion: '更正账户',
  },
  recordEvent: { kind: 'registered', registeredOn: '2026-02-20' },
  recordPayment: {
    voucherNumber: 'HOSTILE-1',
    idNumber: SECRETS.idNumbers[0],
    region: OWN,
    coverageYear: 2026,
    amount: '400.00',
    collectedOn: '2025-12-10',
  },
  stopMessages: { idNumber: SECRETS.idNumbers[0], stopped: true, reason: '本人要求' },
  noteSaidPaid: { idNumber: SECRETS.idNumbers[0], region: OWN, coverageYear: 2026, paidOn: '2025-12-09' },
};

/** One request for each thing of Xiaoyi that the path may name. */
function requestsOf({ path, query }: Operation, role?: Role): string[] {
  const ids = path.startsWith('/cases/')
    ? office.cases
    : path.startsWith('/tasks/')
      ? office.cases.map((caseId) => `${caseId}.1`)
      : [office.importId];
  const values: Record<string, string> = {
    region: OWN,
    coverageYear: '2026',
    day: '2025-12-10',
    since: '2025-12-01',
    caseId: office.cases[2] ?? '',
    instruction: 'R141181-2026-AAAAAAAAAA-P1',
    occasion: 'payment_notice',
    version: '2026-03-01.1-000000000000',
    voucher: 'HOSTILE-0',
    number: '1',
    document: '00000000-0000-4000-8000-000000000000',
  };
  const kinds: Record<string, string> = {
    assessments: 'late-payment',
    imports: 'payments',
    exchange: role === 'tax' ? 'tax-notifications' : 'treasury-instructions',
  };
  const kind = kinds[path.split('/')[1] ?? ''] ?? '';
  const search = query
    .filter(({ name, required }) => required || name === 'caseId')
    .map(({ name }) => `${name}=${values[name]}`);
  return ids.map((id) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      name === 'id' ? id : name === 'kind' ? kind : (values[name] ?? ''),
    );
    return search.length > 0 ? `${filled}?${search.join('&')}` : filled;
  });
}

const ask = (operation: Operation, token: string, path: string) =>
  office.send(token, operation.method, path, operation.method === 'POST' ? (BODIES[operation.name] ?? {}) : undefined, {
    'idempotency-key': `${operation.name}-key`,
  });

/** Whatever of the people of Xiaoyi a text holds, masked or not, and the ids of their cases. */
const found = (text: string): string[] =>
  [...SECRETS.idNumbers, ...SECRETS.names, SECRETS.phone, SECRETS.account, ...office.cases].filter((secret) =>
    text.includes(secret),
  );

async function changedSince(before: Set<string>): Promise<string[]> {
  await office.settle();
  const after = await office.stored();
  return [...after].filter((item) => !before.has(item)).map((item) => item.slice(0, 300));
}

describe('every operation', () => {
  test('has its roles in the description', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(operations.filter(({ roles }) => roles.length === 0)).toEqual([]);
  });

  test('is refused without a token, and with one that is none', async () => {
    for (const operation of operations) {
      const [path = ''] = requestsOf(operation);
      const bare = await openDesk(office.url, () => null).send(operation.method, path);
      expect(`${operation.name} ${bare.status}`).toBe(`${operation.name} 401`);
      expect(`${operation.name} ${(await ask(operation, 'e30.e30.', path)).status}`).toBe(`${operation.name} 401`);
    }
  });

  test('is refused to every role that it is not for, and changes nothing', async () => {
    await office.settle();
    const before = await office.stored();
    const cells: string[] = [];
    const wrong: string[] = [];
    for (const operation of operations) {
      for (const role of ROLES.filter((one) => !operation.roles.includes(one))) {
        for (const path of requestsOf(operation, role)) {
          const { status, text } = await ask(operation, office.tokenOf(role, OWN), path);
          cells.push(`${operation.name} ${role}`);
          if (status !== 403 || !text.includes('role_not_allowed'))
            wrong.push(`${operation.name} as ${role}: ${status} ${text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(cells.length).toBeGreaterThan(100);
    expect(await changedSince(before)).toEqual([]);
  });

  test('gives and changes nothing of another region, whoever asks', async () => {
    await office.settle();
    const before = await office.stored();
    const wrong: string[] = [];
    // Whoever wants no messages may say so at any desk; a desk's people say of themselves where they work and what they saw.
    const ofNoRegion = ['stopMessages', 'arriveAtDesk', 'seeInbox'];
    for (const operation of operations.filter(({ name }) => !ofNoRegion.includes(name))) {
      for (const role of operation.roles.filter((one) => one !== 'auditor')) {
        for (const path of requestsOf(operation, role)) {
          const { status, text } = await ask(operation, office.tokenOf(role, OTHER), path);
          const leaked = found(text).filter((secret) => !path.includes(secret));
          if (leaked.length > 0 || status >= 500)
            wrong.push(`${operation.name} as ${role} of another region: ${status} ${text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await changedSince(before)).toEqual([]);
  });

  test('answers each of its own roles in the own region with something else than a refusal', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      for (const role of operation.roles) {
        for (const path of requestsOf(operation, role)) {
          const { status, text } = await ask(operation, office.tokenOf(role, OWN), path);
          if (status === 401 || status >= 500 || text.includes('role_not_allowed'))
            wrong.push(`${operation.name} as ${role}: ${status} ${text}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('no answer of a desk holds an id number, a name, a phone number or an account unmasked', async () => {
  const leaked: string[] = [];
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    for (const role of operation.roles) {
      for (const path of requestsOf(operation, role)) {
        const { text } = await ask(operation, office.tokenOf(role, OWN), path);
        const secrets = found(text).filter((secret) => !office.cases.includes(secret));
        if (secrets.length > 0) leaked.push(`${operation.name} as ${role}: ${secrets.join(', ')}`);
      }
    }
  }
  expect(leaked).toEqual([]);
});

describe('what is written', () => {
  const people = [...SECRETS.idNumbers, ...SECRETS.names, SECRETS.phone, SECRETS.account];
  const personal = [...people, ...SECRETS.names.map(encodeURIComponent)];
  /** Whoever asks for the paths and words of all of them, and by mistake writes them everywhere else. */
  beforeAll(async () => {
    expect(await feedPersons(office, operations)).toBeGreaterThan(1000);
    await office.settle();
  });

  test('to logs and executions names nobody', async () => {
    const written = await office.written();
    expect([...written.keys()].some((path) => path.includes('/logs/'))).toBe(true);
    expect([...written.keys()].some((path) => path.includes('/state-machines/'))).toBe(true);
    const naming = [...written].flatMap(([path, text]) =>
      personal
        .filter((secret) => text.includes(Buffer.from(secret).toString('latin1')))
        .map((secret) => `${path}: ${secret}`),
    );
    expect(naming).toEqual([]);
  });

  test('to the tables holds nobody unmasked or unsealed', async () => {
    const items = [...(await office.stored())];
    const naming = items.filter((item) => personal.some((secret) => item.includes(secret)));
    expect(naming.map((item) => item.slice(0, 300))).toEqual([]);
  });
});
