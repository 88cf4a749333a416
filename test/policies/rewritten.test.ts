/**
 * The ten published tables, written as ways, decide as they did in the first form: on a grid of days and people no figure is another one,
 * and what was decided is decided. Where a question was, more may be known; where one figure stood beside a question, both
 * results may stand side by side.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { assessmentOf, type FindVersions } from '../../functions/domain/assessments.ts';
import { REGIONS, versionsOf } from '../domain/late-payment/tables.ts';
import { newborns, payments, refunds, reminders } from './grid.ts';
import { findIn, tablesIn } from './tables.ts';

const here = import.meta.dirname;
const published = resolve(here, '../../workflows/policies');
const before: FindVersions = findIn(tablesIn('first-form'));

const examples = z
  .array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      request: z.unknown(),
      expected: z.record(z.string(), z.unknown()),
    }),
  )
  .parse(JSON.parse(readFileSync(resolve(here, 'assessments.json'), 'utf8')));

test.each(examples)('$id: $title', async ({ kind, request, expected }) => {
  expect(await assessmentOf(kind, request, versionsOf)).toMatchObject(expected);
});

const answerSchema = z.looseObject({
  status: z.string(),
  alternatives: z.array(z.json()).optional(),
  review: z.array(z.object({ code: z.string() })),
});
type Answer = z.output<typeof answerSchema>;

/** What is compared: every figure, by path. */
function figuresOf({ status, review, confirm, warnings, basis, policy, alternatives, ...figures }: Answer) {
  const leaves = (node: unknown, path: string): [string, unknown][] =>
    node === null || typeof node !== 'object'
      ? [[path, node]]
      : Object.entries(node).flatMap(([key, one]) => leaves(one, path === '' ? key : `${path}.${key}`));
  return new Map(leaves(figures, ''));
}

/** Whom a text may mean with 等 is asked of whatever identity it leaves out; a text that says nothing of exits, of each of them. */
const ASKED_SINCE = ['and_the_like_open', 'exit_silent'];

/** How long at least: nothing, where nobody knows how long. */
const isSaidOtherwise = (kind: string, path: string): boolean => kind === 'late-payment' && path === 'waiting.atLeast';

/** What differs that must not. */
function differences(kind: string, was: Answer, is: Answer): string[] {
  const [old, now] = [figuresOf(was), figuresOf(is)];
  const sideBySide = JSON.stringify(is.alternatives ?? []);
  const found: string[] = [];
  const asked = was.status === 'needs_review';
  for (const [path, figure] of old) {
    const next = now.get(path) ?? null;
    if (figure === next || figure === null || isSaidOtherwise(kind, path)) continue;
    const isAlternative = is.status === 'needs_review' && next === null;
    if (
      isAlternative &&
      (sideBySide.includes(JSON.stringify(figure)) || /^(waiting|payers|forYears|paymentMode)\b/.test(path))
    )
      continue;
    found.push(`${path}: ${String(figure)} → ${String(next)}`);
  }
  if (!asked && is.status !== 'decided' && !is.review.every(({ code }) => ASKED_SINCE.includes(code)))
    found.push(`asks ${is.review.map(({ code }) => code).join()}`);
  return found;
}

const KINDS = { 'late-payment': payments, newborn: newborns, reminder: reminders, refund: refunds };

test.each(
  Object.entries(REGIONS).flatMap(([name, { region, coverageYear }]) =>
    Object.entries(KINDS).map(([kind, requests]) => ({ name, kind, requests: requests(region, coverageYear) })),
  ),
)('$name: $kind as before', async ({ kind, requests }) => {
  const found: string[] = [];
  for (const request of requests) {
    const [was, is] = await Promise.all([assessmentOf(kind, request, before), assessmentOf(kind, request, versionsOf)]);
    const differing = differences(kind, answerSchema.parse(was), answerSchema.parse(is));
    if (differing.length > 0) found.push(`${JSON.stringify(request)}: ${differing.join('; ')}`);
  }
  expect(found.slice(0, 5), `${found.length}`).toEqual([]);
});

test('each is shorter than in the first form', () => {
  const files = readdirSync(resolve(here, 'first-form')).flatMap((name) =>
    readdirSync(resolve(here, 'first-form', name)).map((year) => join(name, year)),
  );
  const lines = (folder: string) => (path: string) => readFileSync(join(folder, path), 'utf8').split('\n').length;
  const longer = files.filter((file) => lines(published)(file) >= lines(resolve(here, 'first-form'))(file));
  expect(longer).toEqual([]);
});
