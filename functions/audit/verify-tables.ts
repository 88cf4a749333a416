/** Every case of a database, verified against every version of the policy tables that it holds. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { caseSchema } from '../cases/case.ts';
import { readVersions, scanTable } from './stored-cases.ts';
import { type Finding, verifyCase } from './verify-case.ts';

export interface Verification {
  cases: number;
  decisions: number;
  policyVersions: number;
  findings: Finding[];
  /** Of all cases in any order, in hexadecimal: the same as long as no decision and no history has changed. */
  digest: string;
}

const namedSchema = z.object({ caseId: z.string() });
const MODULUS = 1n << 256n;

/** @param tables names of the tables Cases and Policies */
export async function verifyTables(
  client: DynamoDBDocumentClient,
  tables: { cases: string; policies: string },
): Promise<Verification> {
  const { versions, changed } = await readVersions(client, tables.policies);
  const find = (region: string, coverageYear: number, version: string) =>
    versions.get(`${region}#${coverageYear} ${version}`);
  const findings: Finding[] = [];
  let [cases, decisions, sum] = [0, 0, 0n];
  for await (const item of scanTable(client, tables.cases)) {
    cases += 1;
    const parsed = caseSchema.safeParse(item);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      findings.push({ caseId: namedSchema.parse(item).caseId, what: 'decision', where });
      continue;
    }
    const verified = verifyCase(parsed.data, find);
    decisions += verified.decisions;
    findings.push(...verified.findings);
    sum = (sum + BigInt(`0x${verified.digest}`)) % MODULUS;
  }
  const named = new Set(findings.map(({ where }) => where));
  const unused = changed.filter((where) => !named.has(where));
  findings.push(...unused.map((where) => ({ caseId: null, what: 'policy' as const, where })));
  const digest = sum.toString(16).padStart(64, '0');
  return { cases, decisions, policyVersions: versions.size, findings, digest };
}
