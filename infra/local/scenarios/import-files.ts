import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import type { TokenClaims } from '../issuer.ts';

const openedSchema = z.object({ importId: z.string() });
const progressSchema = z.looseObject({ state: z.string(), counts: z.record(z.string(), z.number()) });

/** An import takes seconds; after a failure its step is tried again within minutes. */
const MINUTES = 10;

const REGION = '141181';
/** Of nobody: 141199 is no place. */
const ID_NUMBER = '141199196603019779';
const PAYMENTS = '凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n';
const ENROLMENTS = '身份证号码,统筹区,参保年度,待遇开始日期\n';
const AID_LIST = '身份证号码,身份类别,认定日期,退出日期,认定部门\n';

interface File {
  kind: string;
  role: TokenClaims['role'];
  text: string;
  /** How many rows end how. */
  counts: Record<string, number>;
}

const payment = (amount: string) => `${PAYMENTS}V-IMPORT,${ID_NUMBER},${REGION},2026,${amount},2025-11-03,微信,本人\n`;
const enrolment = (start: string) => `${ENROLMENTS}${ID_NUMBER},${REGION},2026,${start}\n`;
const aid = (from: string) => `${AID_LIST}${ID_NUMBER},低保对象,${from},,孝义市民政局\n`;

const FILES: File[] = [
  { kind: 'payments', role: 'tax', text: payment('400.00'), counts: { stored: 1 } },
  { kind: 'payments', role: 'tax', text: payment('380.00'), counts: { failed: 1 } },
  { kind: 'enrolments', role: 'caseworker', text: enrolment('2026-01-01'), counts: { stored: 1 } },
  { kind: 'enrolments', role: 'caseworker', text: enrolment('2026-03-01'), counts: { failed: 1 } },
  { kind: 'aid-lists', role: 'caseworker', text: aid('2025-06-01'), counts: { added: 1 } },
  { kind: 'aid-lists', role: 'caseworker', text: aid('2025-07-01'), counts: { changed: 1 } },
];

/** Imports a file of each kind and one that contradicts it. What went another way than it should, or undefined. */
export async function importFiles(cloud: Cloud): Promise<string | undefined> {
  for (const { kind, role, text, counts } of FILES) {
    const headers = { authorization: `Bearer ${await cloud.token({ sub: `${role}-1`, role, regions: [REGION] })}` };
    const ask = async (method: string, path: string, body?: string) => {
      const type = { 'content-type': 'application/octet-stream' };
      const request = body === undefined ? { method, headers } : { method, headers: { ...headers, ...type }, body };
      const response = await fetch(cloud.url + path, request);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response;
    };
    const { importId } = openedSchema.parse(await (await ask('POST', `/imports/${kind}`, text)).json());
    const look = async () => progressSchema.parse(await (await ask('GET', `/imports/${importId}`)).json());
    let progress = await look();
    for (let minute = 0; minute < MINUTES && progress.state !== 'done'; minute += 1) {
      await cloud.clock.move(cloud.clock.now() + 60_000);
      progress = await look();
    }
    if (progress.state !== 'done') return `the import of ${kind} did not end`;
    if (!isDeepStrictEqual(progress.counts, counts)) {
      return `the import of ${kind} gave ${JSON.stringify(progress.counts)} instead of ${JSON.stringify(counts)}`;
    }
    for (const path of ['rows', 'failed-rows?format=csv']) await ask('GET', `/imports/${importId}/${path}`);
  }
  return undefined;
}
