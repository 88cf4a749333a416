/** Stored cases decided again by a draft of their table. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { decidedCaseOf, impactOn } from '../../functions/audit/impact.ts';
import { beginningOf, readBlock, writeBlock } from '../../functions/audit/snapshot.ts';
import type { Case } from '../../functions/cases/case.ts';
import type { LatePaymentCase } from '../../functions/cases/late-payment/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { loadPolicyDraft } from '../../functions/policies/files.ts';
import { storedCase } from '../support/cases.ts';

const POLICIES = new URL('../../workflows/policies', import.meta.url).pathname;
const file = (region: string, year: number) => join(POLICIES, region, `${year}.yaml`);

/** The table of a file with some of its text replaced. */
function draftOf(path: string, ...replacements: [text: string, by: string][]): PolicyVersion {
  let text = readFileSync(path, 'utf8');
  for (const [before, after] of replacements) {
    expect(text).toContain(before);
    text = text.replaceAll(before, after);
  }
  const folder = mkdtempSync(join(tmpdir(), 'canbao-draft-'));
  const draft = join(folder, basename(path));
  writeFileSync(draft, text);
  const version = loadPolicyDraft(draft, POLICIES).at(-1);
  rmSync(folder, { recursive: true });
  if (!version) throw new Error('no version');
  return version;
}

const XIAOYI = file('141181-xiaoyi', 2026);
const published = draftOf(XIAOYI);
const impactOf = (found: Case, draft: PolicyVersion) =>
  impactOn(found, { draft, inForce: published, asOf: localDate('2026-03-10') });

function decided(today: string, facts: Partial<LatePaymentCase['facts']> = {}): LatePaymentCase {
  const found = storedCase({
    facts: { region: '141181', coverageYear: 2026, history: { insuredYears: [2025] }, ...facts },
  });
  return { ...found, plan: planPayment(found.facts, localDate(today), () => published) };
}

test('the table by which a case was decided changes nothing', () => {
  expect(impactOf(decided('2026-03-10'), published)).toMatchObject({ outcome: 'unchanged', differences: [] });
});

test('another contribution changes what a case pays, by the figures that differ and the first rule that is another', () => {
  const dearer = draftOf(XIAOYI, ['individual: 400.00 @XY-02', 'individual: 420.00 @XY-02']);
  const impact = impactOf(decided('2026-03-10'), dearer);
  expect([impact.outcome, impact.rule]).toEqual(['changed', 'individual_contribution']);
  expect(impact.differences).toEqual([
    { path: 'amounts.individual', before: '400.00', after: '420.00' },
    { path: 'amounts.payable', before: '1100.00', after: '1120.00' },
  ]);
});

test('a case without a decision is not guessed at', () => {
  expect(impactOf(storedCase({}), published)).toMatchObject({ outcome: 'undecided' });
});

test('a case that could not be paid is revived by a later last day', () => {
  const path = file('610000-shaanxi', 2025);
  const facts = { region: '610000', coverageYear: 2025, history: { insuredYears: [2024] } };
  const closed = storedCase({ region: '610000', coverageYear: 2025, facts });
  const plan = planPayment(closed.facts, localDate('2025-04-01'), () => draftOf(path));
  expect(plan.assessment.timing).toBe('closed');
  const later = draftOf(path, ['to: 2025-03-31', 'to: 2025-04-30']);
  expect(impactOf({ ...closed, plan }, later)).toMatchObject({ outcome: 'revived' });
});

test('a case that ended unpaid is revived by a draft with which one could still pay, and only by that', () => {
  const path = file('610000-shaanxi', 2025);
  const inForce = draftOf(path);
  const facts = { region: '610000', coverageYear: 2025, history: { insuredYears: [2024] } };
  const open = storedCase({ region: '610000', coverageYear: 2025, facts });
  const plan = planPayment(open.facts, localDate('2025-03-20'), () => inForce);
  const unpaid = { ...open, plan, state: 'unpaid' as const };
  const later = draftOf(path, ['to: 2025-03-31', 'to: 2025-04-30']);
  const on = (day: string, draft = later) => impactOn(unpaid, { draft, inForce, asOf: localDate(day) });
  expect(on('2025-04-10')).toMatchObject({ outcome: 'revived' });
  expect(on('2025-04-10').differences).toContainEqual({ path: 'timing', before: 'closed', after: expect.anything() });
  expect(on('2025-05-10')).toMatchObject({ outcome: 'unchanged' });
  expect(on('2025-04-10', inForce)).toMatchObject({ outcome: 'unchanged' });
});

test('a snapshot of cases is decided as the cases themselves', () => {
  const cases = [decided('2026-03-10'), decided('2026-04-10', { birthDate: localDate('1990-02-03') }), storedCase({})];
  const decidedCases = cases.map(decidedCaseOf);
  const line = writeBlock('141181', 2026, decidedCases);
  expect(line.startsWith(beginningOf('141181', 2026))).toBe(true);
  expect(readBlock(line)).toEqual(JSON.parse(JSON.stringify(decidedCases)));
});
