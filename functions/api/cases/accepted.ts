import { isRefusal, type Refusal } from '../../cases/changes.ts';
import { type ProblemCode, ProblemError } from '../../runtime/problem.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { FIGURE_WORDS } from '../../words/figures.ts';
import { invalidRequest } from '../http/route.ts';

/** What a refusal says to people: it names a state by its code, and they read its word. */
export function sentenceOf({ message, members }: Refusal<string>): string {
  const [code, word] = Object.entries(STATE_WORDS).find(([state]) => state === members?.state) ?? [];
  return code === undefined ? message : message.replaceAll(new RegExp(` ?\\b${code}\\b`, 'g'), `“${word}”`);
}

/** What a desk calls a figure, or where a clause stands. */
const figureOf = (path: string): string =>
  Object.entries(FIGURE_WORDS).find(([known]) => known === path)?.[1] ?? (path === 'basis' ? '依据' : path);

/** What an act answers, unless the case has refused it. @throws ProblemError with the refusal's code */
export function accepted<Outcome>(outcome: Outcome | Refusal<ProblemCode>): Outcome {
  if (!isRefusal(outcome)) return outcome;
  const { refused, members = {} } = outcome;
  const issues = (outcome.issues ?? []).map(({ path, message }) => ({
    path,
    message: refused === 'figures_changed' ? `${figureOf(path)}：${message}` : message,
  }));
  if (refused === 'invalid_request') throw invalidRequest(issues);
  const first = refused === 'figures_changed' ? (issues[0]?.message ?? '') : '';
  throw new ProblemError(refused, sentenceOf(outcome) + first, { issues, members });
}
