/** `npm run impact` on the folder of a stopped machine: from its tables, into a snapshot, and from the snapshot. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedLatePayment, decidedRefund } from '../support/decided-cases.ts';
import { openStoppedMachine, runCommandFile } from '../support/stopped-machine.ts';

let machine: Awaited<ReturnType<typeof openStoppedMachine>>;
const folder = mkdtempSync(join(tmpdir(), 'canbao-impact-'));
beforeAll(async () => {
  const closed = decidedLatePayment();
  machine = await openStoppedMachine([closed, { ...closed, caseId: 'L141181-2026-BBBBBBBBBB' }, decidedRefund()]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await machine.close();
});

test('tells what a draft changes, by how much and by which rule, the same from the tables and from a snapshot', async () => {
  const published = readFileSync(resolve('workflows/policies/141181-xiaoyi/2026.yaml'), 'utf8');
  const draft = join(folder, '2026.yaml');
  writeFileSync(draft, published.replace('individual: 400.00 @XY-02', 'individual: 420.00 @XY-02'));
  const snapshot = join(folder, 'snapshot');
  const list = join(folder, 'list');
  const run = (...args: string[]) => runCommandFile('impact', ['--draft', draft, '--data', machine.data, ...args]);

  const direct = await run();
  expect(direct).toMatchObject({ status: 0, stderr: '' });
  const lines = direct.stdout.split('\n');
  expect(lines[0]).toBe('contribution.0.individual: "400.00" → "420.00"');
  const figures = 'amounts.individual "400.00" → "420.00", amounts.payable "1100.00" → "1120.00"';
  expect(lines.slice(1, 3).sort()).toEqual([
    `L141181-2026-AAAAAAAAAA  changed  ${figures}  (individual_contribution)`,
    `L141181-2026-BBBBBBBBBB  changed  ${figures}  (individual_contribution)`,
  ]);
  expect(lines[3]).toMatch(/^141181 2026 by 2025-10-21\.\d+-\w{12}: 0 unchanged, 2 changed, 0 revived, 0 not decided$/);
  expect(lines[4]).toBe('  2 changed individual_contribution: +40.00 yuan in all');

  for (const _ of ['written', 'read']) {
    const fromSnapshot = await run('--snapshot', snapshot, '--list', list);
    expect(fromSnapshot.stdout.split('\n').slice(1, 3)).toEqual(lines.slice(3, 5));
    expect(readFileSync(list, 'utf8').trim().split('\n').sort()).toEqual(lines.slice(1, 3).sort());
  }
  expect(existsSync(`${snapshot}.draft`)).toBe(false);
  expect(readFileSync(snapshot, 'utf8')).not.toMatch(/ref-of-|c2VhbGVk|测\*/);
});
