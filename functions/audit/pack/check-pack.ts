/**
 * Checks that a pack is still the one that the auditor took: its files, its history, and its decision made again by the
 * policy in it.
 */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { documentsOf } from '../../cases/documents.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { versionOf } from '../../policies/version.ts';
import { verifyCase } from '../verify-case.ts';
import { hashOfText, type Manifest, manifestSchema } from './manifest.ts';
import { CASE, CLAUSES, DECISION, FACTS, filesOf, HISTORY, MANIFEST, OPINIONS, policyFile } from './pack-files.ts';
import { withBlanks } from './secrets.ts';

interface PackFinding {
  file: string;
  /** A sentence in Chinese. */
  says: string;
}

export interface CheckedPack {
  findings: PackFinding[];
  manifest: Manifest | undefined;
  /** Entries of the history. */
  entries: number;
  /** Decisions that were made again. */
  decisions: number;
}

const sourceSchema = z.record(z.string(), z.json());

/**
 * @param files texts by name, with `/` between folders
 * @param documents SHA-256 (hex) by name of what the auditor put into the folder `documents/` to have it compared
 */
export function checkPack(
  files: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, string> = new Map(),
): CheckedPack {
  const manifest = readManifest(files.get(MANIFEST));
  const findings = manifest ? compareFiles(manifest, files) : [{ file: MANIFEST, says: '清单被改动' }];
  const { findings: wrong, ...counted } = decideAgain(files, documents);
  // What a file says is looked at too: whoever changed it may have changed its hash in the manifest as well.
  const known = new Set(findings.map(({ file }) => file));
  return { manifest, ...counted, findings: [...findings, ...wrong.filter(({ file }) => !known.has(file))] };
}

function readManifest(text = ''): Manifest | undefined {
  const parsed = manifestSchema.safeParse(readJson(text));
  if (!parsed.success) return undefined;
  const { digest, ...listed } = parsed.data;
  return digestOf(listed) === digest ? parsed.data : undefined;
}

function compareFiles({ files: hashes }: Manifest, files: ReadonlyMap<string, string>): PackFinding[] {
  const listed = Object.entries(hashes).flatMap(([file, hash]) => {
    const text = files.get(file);
    if (text === undefined) return [{ file, says: '文件缺失' }];
    return hashOfText(text) === hash ? [] : [{ file, says: '内容被改动' }];
  });
  const others = [...files.keys()].filter((file) => file !== MANIFEST && !Object.hasOwn(hashes, file));
  return [...listed, ...others.map((file) => ({ file, says: '不是本包的文件' }))];
}

function decideAgain(
  files: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, string>,
): Omit<CheckedPack, 'manifest'> {
  const found = readCase(files);
  if (!found) {
    const unread = [CASE, FACTS, DECISION, HISTORY].filter((name) => readJson(files.get(name)) === undefined);
    const says = '不能读出案件';
    return { findings: (unread[0] ? unread : [CASE]).map((file) => ({ file, says })), entries: 0, decisions: 0 };
  }
  const { versions, findings } = readPolicies(files);
  const verified = verifyCase(found, (region, year, name) => versions.get(`${region} ${year} ${name}`));
  for (const { what, where } of verified.findings) {
    if (what === 'history')
      findings.push({ file: HISTORY, says: `案件历史从 ${where.replace('entry', '第')} 条起对不上` });
    if (what === 'decision') findings.push({ file: DECISION, says: `${where} 与重新核定的结果不同` });
    if (what === 'document')
      findings.push({
        file: CASE,
        says: `${where.replace('a document', '历史中的一份材料').replace('document ', '材料第 ')} 与案件历史不符`,
      });
    if (what === 'policy')
      findings.push({ file: DECISION, says: `包内没有 ${where.replace('version ', '政策版本 ')}` });
  }
  const made = new Map(filesOf(found).map(({ name, content }) => [name, content]));
  for (const file of [CLAUSES, OPINIONS]) {
    if (files.get(file) !== made.get(file)) findings.push({ file, says: '与案件不符' });
  }
  const digests = new Set(documentsOf(found).map(({ digest }) => digest));
  for (const [file, digest] of documents)
    if (!digests.has(digest)) findings.push({ file, says: '不是本案的材料，或内容被改动' });
  return { findings, entries: found.history.length, decisions: verified.decisions };
}

const partSchema = z.record(z.string(), z.unknown());

function readCase(files: ReadonlyMap<string, string>): Case | undefined {
  try {
    const [rest, facts, decision] = [CASE, FACTS, DECISION].map((name) => partSchema.parse(readJson(files.get(name))));
    return withBlanks({ ...rest, ...facts, ...decision, history: readJson(files.get(HISTORY)) });
  } catch (error) {
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
}

function readPolicies(files: ReadonlyMap<string, string>) {
  const versions = new Map<string, PolicyVersion>();
  const findings: PackFinding[] = [];
  for (const [file, text] of files) {
    if (!file.startsWith('policy/')) continue;
    const version = readVersion(text);
    if (version && policyFile(version) === file) {
      versions.set(`${version.table.region} ${version.table.coverageYear} ${version.version}`, version);
    } else findings.push({ file, says: '内容与文件名中的摘要不符' });
  }
  return { versions, findings };
}

function readVersion(text: string): PolicyVersion | undefined {
  try {
    return versionOf(sourceSchema.parse(JSON.parse(text)));
  } catch {
    return undefined; // changed so that it is no table any more
  }
}

function readJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
