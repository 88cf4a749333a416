/** An office of two regions on a whole machine, with something of each kind in the one of Xiaoyi. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { canonicalJson } from '../../functions/domain/content/canonical-json.ts';
import type { Role } from '../../functions/runtime/caller.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { idNumber } from '../api/people.ts';

export const OWN = '141181';
export const OTHER = '140400';
export const UNIVERSITY = '10108';
const OTHER_UNIVERSITY = '10109';

/** What the people of Xiaoyi are known by: whoever works for another region must never read any of it. */
export const SECRETS = {
  idNumbers: [idNumber(901), idNumber(902), idNumber(903)],
  names: ['石榴红', '柳如烟', '杨小满'],
  phone: '13911223344',
  account: '6200000000000005',
  vouchers: ['HOSTILE-PAID-1', 'HOSTILE-PAID-2'],
} as const;

const PAYMENTS = ['HOSTILE-PAID-1', 'HOSTILE-PAID-2']
  .map((voucher, index) => `${voucher},${SECRETS.idNumbers[2]},${OWN},2026,400.00,2025-11-0${3 + index},微信,本人`)
  .join('\n');

const caseSchema = z.object({ caseId: z.string() });

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** On a machine of its own, until it is closed. */
export async function openOffice() {
  const folder = await mkdtemp(join(tmpdir(), 'canbao-hostile-'));
  const cloud = await startCloud({
    data: join(folder, 'data'),
    port: 0,
    clockFrom: Date.parse('2025-12-10T10:00:00+08:00'),
    assembly: () => keptAssembly(),
    unhurried: true,
    unthrottled: true,
  });
  const { url, owner } = cloud;
  const tokens = new Map<string, string>();
  for (const region of [OWN, OTHER]) {
    const roles: Role[] = ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'];
    for (const role of roles) {
      const university = role === 'university' ? (region === OWN ? UNIVERSITY : OTHER_UNIVERSITY) : undefined;
      tokens.set(
        `${role} ${region}`,
        await cloud.token({ sub: `${role}-${region}`, role, regions: [region], university }),
      );
    }
  }
  const tokenOf = (role: Role, region: string): string => tokens.get(`${role} ${region}`) ?? '';
  const client = openDocumentClient({ endpoint: url, region: 'cn-northwest-1', credentials: owner });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));

  async function send(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const { status, bytes } = await openDesk(url, () => token).send(method, path, { body, headers });
    return { status, text: bytes.toString('utf8') };
  }

  async function openCase(body: unknown, key: string): Promise<string> {
    const { status, text } = await send(tokenOf('caseworker', OWN), 'POST', '/cases', body, {
      'idempotency-key': `hostile-${key}`,
    });
    if (status !== 201) throw new Error(`${status} ${text}`);
    return caseSchema.parse(JSON.parse(text)).caseId;
  }

  const [resident, parent, payer] = SECRETS.idNumbers;
  const [residentName, parentName, payerName] = SECRETS.names;
  const importId = await importPayments(cloud, tokenOf('tax', OWN));
  const cases = [
    await openCase(
      {
        person: { idNumber: resident, name: residentName, phone: SECRETS.phone },
        facts: { region: OWN, coverageYear: 2026, history: { insuredYears: [2025] } },
      },
      'late',
    ),
    await openCase(
      {
        kind: 'newborn',
        region: OWN,
        birthCertificateNumber: 'Q140012345',
        bornOn: '2025-09-15',
        parent: { idNumber: parent, name: parentName, phone: SECRETS.phone },
        childName: '杨小小',
      },
      'newborn',
    ),
    await openCase(
      {
        kind: 'refund',
        person: { idNumber: payer, name: payerName, phone: SECRETS.phone },
        account: { kind: 'card', holder: payerName, bank: '工商银行', number: SECRETS.account },
        facts: {
          region: OWN,
          coverageYear: 2026,
          ground: 'duplicate_payment',
          applicant: 'payer',
          vouchers: SECRETS.vouchers,
        },
      },
      'refund',
    ),
  ];

  return {
    url,
    cases,
    importId,
    tokenOf,
    send,
    /** Texts of everything that the machine wrote beside its tables: logs, executions, its journal. */
    async written(): Promise<Map<string, string>> {
      const files = await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true });
      const texts = new Map<string, string>();
      for (const file of files.filter((entry) => entry.isFile() && !entry.parentPath.includes('dynamodb'))) {
        const path = join(file.parentPath, file.name);
        if (!path.includes('/assembly/')) texts.set(path.slice(folder.length), await readFile(path, 'latin1'));
      }
      return texts;
    },
    /** Lets everything that is under way come to rest. */
    settle: () => cloud.clock.move(cloud.clock.now() + 1000),
    /** Everything that is stored: each item as a text. */
    async stored(): Promise<Set<string>> {
      const items = new Set<string>();
      for (const TableName of TableNames) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await client.send(
            new ScanCommand({ TableName, ExclusiveStartKey: start, ConsistentRead: true }),
          );
          for (const item of page.Items ?? []) items.add(`${TableName} ${canonicalJson(readable(item))}`);
          start = page.LastEvaluatedKey;
        } while (start);
      }
      return items;
    },
    async close() {
      client.destroy();
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** With what is packed in it unpacked, so that whatever it holds can be found. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) {
    const packed = value[0] === 0x1f && value[1] === 0x8b;
    return packed ? gunzipSync(value).toString('utf8') : Buffer.from(value).toString('base64');
  }
  if (Array.isArray(value)) return value.map(readable);
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, readable(part)]));
}

const importSchema = z.object({ importId: z.string() });
const progressSchema = z.object({ state: z.string(), counts: z.record(z.string(), z.number()) });

/** Two payments of the same person for the same year, as the tax side's file has them. */
async function importPayments({ url, clock }: Cloud, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const body = `凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n${PAYMENTS}\n`;
  const opened = await fetch(`${url}/imports/payments`, { method: 'POST', headers, body });
  const { importId } = importSchema.parse(await opened.json());
  for (let minute = 0; minute < 10; minute += 1) {
    await clock.move(clock.now() + 60_000);
    const { state, counts } = progressSchema.parse(
      await (await fetch(`${url}/imports/${importId}`, { headers })).json(),
    );
    if (state === 'done' && counts.stored === 2) return importId;
  }
  throw new Error('the payments were not imported');
}
