/** An auditor's pack: taken, unpacked and checked with nothing but Node; a changed byte is named with its file. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPack } from '../../functions/audit/pack/check-pack.ts';
import { hashOfText } from '../../functions/audit/pack/manifest.ts';
import { type PackFile, writePack } from '../../functions/audit/pack/pack-files.ts';
import { caseSchema } from '../../functions/cases/case.ts';
import { addDocument } from '../../functions/cases/documents.ts';
import { nextEntry } from '../../functions/cases/history.ts';
import { digestOf } from '../../functions/domain/content/content-digest.ts';
import { openZipArchive } from '../../functions/runtime/sheets/zip-archive.ts';
import { writeZip } from '../../functions/runtime/sheets/zip-writer.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { bundleVerifier } from '../../infra/build/bundle-verifier.ts';
import { decidedLatePayment, decidedNewborn, decidedRefund, publishedVersions } from '../support/decided-cases.ts';
import { openStoppedMachine, runCommandFile, STOPPED } from '../support/stopped-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'canbao-pack-'));
let verifier = '';
beforeAll(async () => {
  verifier = await bundleVerifier();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TAKEN = { at: '2026-11-02T02:00:00.000Z', by: 'auditor-1', role: 'auditor', reason: '年度抽查' };

async function unzip(archive: Buffer, into: string): Promise<string[]> {
  const { names, read } = await openZipArchive(archive);
  for (const name of names) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), await buffer(read(name)));
  }
  return names;
}

/** In an environment without anything, far from any node_modules. */
const verify = (unpacked: string) =>
  new Promise<{ status: number; lines: string[] }>((done) => {
    execFile(process.execPath, ['verify.mjs'], { cwd: unpacked, env: {} }, (error, stdout) => {
      done({ status: error === null ? 0 : 1, lines: stdout.trim().split('\n') });
    });
  });

/** One bit of the byte in the middle, so that no JSON need break. */
function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const packOf = (found = decidedLatePayment()) => {
  const versions = publishedVersions.filter(({ version }) => JSON.stringify(found).includes(version));
  return writePack(found, versions, TAKEN, verifier);
};
/** Of which somebody took in a document. */
function withDocument() {
  const found = decidedLatePayment();
  const by = { at: '2026-03-13T01:00:00.000Z', by: 'caseworker-1' };
  const file = { id: 'one', material: 'id_document', type: 'image/jpeg', size: 7, digest: hashOfText('a photo') };
  const added = addDocument(found, file, by);
  if (added === null || 'refused' in added) throw new Error('not added');
  const history = [...found.history, nextEntry(found.history, added.event)];
  return caseSchema.parse({ ...found, ...added.set, history, version: history.length });
}
const textsOf = (files: readonly PackFile[]) => new Map(files.map(({ name, content }) => [name, content]));

describe('a pack on an auditor’s own machine', () => {
  test('is decided again with Node alone, and a changed byte of any of its files is named', async () => {
    const { files, digest } = packOf();
    const unpacked = join(folder, 'late-payment');
    const names = await unzip(writeZip(files), unpacked);
    expect(names).toHaveLength(10);
    const { status, lines } = await verify(unpacked);
    expect(lines.join('\n')).toContain('2 项核定按包内政策版本重新计算,结果一致');
    expect([status, lines.at(-1)]).toEqual([0, `摘要 ${digest}`]);
    for (const name of names) {
      const original = readFileSync(join(unpacked, name));
      flipByte(join(unpacked, name));
      const changed = await verify(unpacked);
      expect(changed.status, name).toBe(1);
      // A program that was changed in the middle may not even start.
      if (name !== 'verify.mjs') expect(changed.lines.join('\n'), name).toContain(`✗ ${name}:`);
      writeFileSync(join(unpacked, name), original);
    }
    writeFileSync(join(unpacked, 'more.txt'), 'more');
    expect((await verify(unpacked)).lines).toEqual(['✗ more.txt:不是本包的文件']);
  });
});

test.each([
  ['late payment', decidedLatePayment],
  ['refund', decidedRefund],
  ['newborn', decidedNewborn],
])('of a %s: nothing says who the person is, and any byte that changes is missed', (_, decided) => {
  const { files } = packOf(decided());
  const texts = textsOf(files);
  expect(checkPack(texts).findings).toEqual([]);
  expect(checkPack(texts).decisions).toBeGreaterThan(0);
  expect(files.filter(({ content }) => /c2VhbGVk|ref-of-|-digest"/.test(content)).map(({ name }) => name)).toEqual([]);
  for (const { name, content } of files) {
    const at = Math.floor(content.length / 2);
    const changed = `${content.slice(0, at)}${content[at] === '1' ? '2' : '1'}${content.slice(at + 1)}`;
    expect(checkPack(new Map(texts).set(name, changed)).findings.map(({ file }) => file)).toContain(name);
  }
});

test.each([
  ['decision.json', '"payable": "1100.00"', '"payable": "100.00"', 'plan.assessment.amounts.payable'],
  ['facts.json', '2025', '2019', ''],
  ['history.json', '材料齐全,同意', '材料不全,同意', '第'],
  ['opinions.json', '材料齐全,同意', '材料不全,同意', '与案件不符'],
  ['clauses.txt', '原文', '原话', '与案件不符'],
])('a %s that was changed together with its hash in the manifest contradicts the rest', (name, text, by, says) => {
  const { files } = packOf();
  const texts = textsOf(files);
  const changed = (texts.get(name) ?? '').replace(text, by);
  expect(changed).not.toBe(texts.get(name));
  const { digest: _, ...listed } = JSON.parse(texts.get('manifest.json') ?? '');
  listed.files[name] = hashOfText(changed);
  texts.set(name, changed).set('manifest.json', JSON.stringify({ ...listed, digest: digestOf(listed) }));
  const { findings } = checkPack(texts);
  expect(findings.map(({ file }) => file)).toContain(name === 'facts.json' ? 'decision.json' : name);
  expect(findings.map((finding) => finding.says).join()).toContain(says);
});

test('a document whose digest was changed contradicts the history, and of copies beside the pack the one with another byte is named', async () => {
  const found = withDocument();
  const { files } = packOf(found);
  const texts = textsOf(files);
  expect(checkPack(texts).findings).toEqual([]);
  const { digest: _, ...listed } = JSON.parse(texts.get('manifest.json') ?? '');
  const changed = (texts.get('case.json') ?? '').replace(hashOfText('a photo'), hashOfText('another photo'));
  listed.files['case.json'] = hashOfText(changed);
  const forged = new Map(texts).set('case.json', changed);
  forged.set('manifest.json', JSON.stringify({ ...listed, digest: digestOf(listed) }));
  expect(checkPack(forged).findings).toEqual([{ file: 'case.json', says: '材料第 1 与案件历史不符' }]);

  const unpacked = join(folder, 'with-document');
  await unzip(writeZip(files), unpacked);
  mkdirSync(join(unpacked, 'documents'));
  writeFileSync(join(unpacked, 'documents/1.jpg'), 'a photo');
  expect((await verify(unpacked)).lines.join('\n')).toContain('documents/ 中的 1 份材料与案件所记的摘要一致');
  flipByte(join(unpacked, 'documents/1.jpg'));
  expect((await verify(unpacked)).lines).toEqual(['✗ documents/1.jpg:不是本案的材料，或内容被改动']);
});

test('the command writes a pack, and the case keeps who took it, why, and the same digest', async () => {
  const machine = await openStoppedMachine([decidedLatePayment()]);
  const { caseId } = decidedLatePayment();
  const options = ['--by', 'chen', '--reason', '年度抽查', '--data', machine.data, '--out', folder];
  const { status, stdout, stderr } = await runCommandFile('audit-pack', [caseId, ...options]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const digest = /digest (\w{64})/.exec(stdout)?.[1];
  const unpacked = join(folder, 'by-command');
  await unzip(readFileSync(join(folder, `${caseId}-audit-pack.zip`)), unpacked);
  expect((await verify(unpacked)).lines.at(-1)).toBe(`摘要 ${digest}`);
  await machine.serve(async (client) => {
    const found = await openCaseStore(client, STOPPED.cases, caseSchema).get(caseId);
    expect(found?.history.at(-1)).toMatchObject({
      by: 'operator:chen',
      event: 'audit_pack_taken',
      detail: { reason: '年度抽查', digest },
    });
  });
  expect((await runCommandFile('verify', ['--data', machine.data])).stdout).toContain('0 findings');
  await machine.close();
});
