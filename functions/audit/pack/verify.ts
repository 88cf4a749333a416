/**
 * `node verify.mjs` in the folder of an auditor's pack: the program that every pack carries, bundled into one file.
 * Exit status 1 if anything is not what was taken.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPack } from './check-pack.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, name: relative(folder, path).split(sep).join('/') }));
const isDocument = ({ name }: { name: string }): boolean => name.startsWith('documents/');
const files = new Map(
  paths.filter((one) => !isDocument(one)).map(({ path, name }) => [name, readFileSync(path, 'utf8')]),
);
const documents = new Map(
  paths
    .filter(isDocument)
    .map(({ path, name }) => [name, createHash('sha256').update(readFileSync(path)).digest('hex')]),
);

const { findings, manifest, entries, decisions } = checkPack(files, documents);
for (const { file, says } of findings) console.log(`✗ ${file}:${says}`);
if (findings.length === 0 && manifest) {
  const { caseId, taken, digest } = manifest;
  console.log(`✓ 案件 ${caseId},${taken.by} 于 ${taken.at} 调取`);
  console.log(`✓ ${files.size} 个文件与清单一致`);
  if (documents.size > 0) console.log(`✓ documents/ 中的 ${documents.size} 份材料与案件所记的摘要一致`);
  console.log(`✓ 案件历史 ${entries} 条,环环相扣`);
  console.log(`✓ ${decisions} 项核定按包内政策版本重新计算,结果一致`);
  console.log(`摘要 ${digest}`);
}
process.exitCode = findings.length === 0 ? 0 : 1;
