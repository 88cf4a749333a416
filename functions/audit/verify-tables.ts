/** Every case of a database, verified against every version of the policy tables, and against what else is stored. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Case, caseSchema } from '../cases/case.ts';
import { countsOf } from '../cases/counts.ts';
import { daysOf } from '../cases/day.ts';
import { amountKeyOf } from '../store/cases/case-store.ts';
import { type DigestOfDocument, lostDocuments } from './check-documents.ts';
import { readVersions, scanTable } from './stored-cases.ts';
import { type CaseFinding, type KnownWrong, verifyCase } from './verify-case.ts';
import { type CaseCounts, checkCounts } from './whole/check-counts.ts';
import { checkWhole, type ReadRunning, type WholeTables } from './whole/check-whole.ts';
import { type CaseFacts, caseFactsOf } from './whole/facts.ts';

export interface Verification {
  cases: number;
  decisions: number;
  policyVersions: number;
  findings: CaseFinding[];
  /** Decisions of earlier releases that a later ruling makes wrong: they are not rewritten. */
  known: KnownWrong[];
  /** Of all cases in any order, in hexadecimal: the same as long as no decision and no history has changed. */
  digest: string;
}

const namedSchema = z.object({ caseId: z.string() });
const markedSchema = z.object({ pendingKey: z.string().optional(), amountKey: z.string().optional() });
const MODULUS = 1n << 256n;

/** What is known of a stack beside its tables. */
interface Known {
  readRunning?: ReadRunning;
  /** Of contents that are at hand. */
  digestOfDocument?: DigestOfDocument | undefined;
}

const nobodyKnows: ReadRunning = async () => null;

/** @param tables names of the tables; ledger, messages and statistics are held against the cases where they are given */
export async function verifyTables(
  client: DynamoDBDocumentClient,
  tables: { cases: string; policies: string; counts?: string | undefined } & Partial<WholeTables>,
  { readRunning = nobodyKnows, digestOfDocument }: Known = {},
): Promise<Verification> {
  const { versions, changed } = await readVersions(client, tables.policies);
  const find = (region: string, coverageYear: number, version: string) =>
    versions.get(`${region}#${coverageYear} ${version}`);
  const findings: CaseFinding[] = [];
  const known: KnownWrong[] = [];
  const facts = new Map<string, CaseFacts>();
  const counts = new Map<string, CaseCounts>();
  // Before the cases: an execution that is started meanwhile is of a case that is seen.
  const running = await readRunning();
  let [cases, decisions, sum] = [0, 0, 0n];
  for await (const item of scanTable(client, tables.cases)) {
    cases += 1;
    const parsed = caseSchema.safeParse(item);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join('.') ?? '';
      const { caseId } = namedSchema.parse(item);
      findings.push({ caseId, what: 'decision', where });
      counts.set(caseId, UNREADABLE);
      continue;
    }
    const verified = verifyCase(parsed.data, find);
    facts.set(parsed.data.caseId, caseFactsOf(parsed.data));
    if (tables.counts !== undefined) keepCounts(counts, parsed.data, item);
    decisions += verified.decisions;
    findings.push(...verified.findings);
    if (digestOfDocument !== undefined) {
      const { caseId } = parsed.data;
      const lost = lostDocuments(parsed.data, digestOfDocument);
      findings.push(...lost.map((where) => ({ caseId, what: 'document' as const, where })));
    }
    known.push(...verified.known);
    sum = (sum + BigInt(`0x${verified.digest}`)) % MODULUS;
  }
  const named = new Set(findings.map(({ where }) => where));
  const unused = changed.filter((where) => !named.has(where));
  findings.push(...unused.map((where) => ({ caseId: null, what: 'policy' as const, where })));
  const { ledger, notices } = tables;
  if (ledger !== undefined && notices !== undefined) {
    findings.push(...(await checkWhole(client, { ledger, notices }, { cases: facts, running })));
  }
  if (tables.counts !== undefined) findings.push(...(await checkCounts(client, tables.counts, counts)));
  const digest = sum.toString(16).padStart(64, '0');
  return { cases, decisions, policyVersions: versions.size, findings, known, digest };
}

/** It is there, and nothing is said of its figures. */
const UNREADABLE: CaseCounts = { version: 0, counts: [], days: [], isMarked: true, isPlaced: true };

/** What holds an amount that is none is found by its decision. */
function keepCounts(counts: Map<string, CaseCounts>, found: Case, item: Record<string, unknown>): void {
  const { caseId, version } = found;
  const days = daysOf(found);
  const { pendingKey, amountKey } = markedSchema.parse(item);
  const isMarked = pendingKey !== undefined;
  try {
    counts.set(caseId, {
      version,
      counts: countsOf(found),
      days,
      isMarked,
      isPlaced: amountKey === amountKeyOf(found),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    counts.set(caseId, { ...UNREADABLE, version });
  }
}
