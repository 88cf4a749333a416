/**
 * `node verify.mjs` in the folder of an auditor's pack: the program that every pack carries, bundled into one file.
 * Exit status 1 if anything is not what was taken.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPack } from './check-pack.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const files = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
);

const { findings, manifest, entries, decisions } = checkPack(files);
for (const { file, says } of findings) console.log(`✗ ${file}:${says}`);
if (findings.length === 0 && manifest) {
  const { caseId, taken, digest } = manifest;
  console.log(`✓ 案件 ${caseId},${taken.by} 于 ${taken.at} 调取`);
  console.log(`✓ ${files.size} 个文件与清单一致`);
  console.log(`✓ 案件历史 ${entries} 条,环环相扣`);
  console.log(`✓ ${decisions} 项核定按包内政策版本重新计算,结果一致`);
  console.log(`摘要 ${digest}`);
}
process.exitCode = findings.length === 0 ? 0 : 1;
