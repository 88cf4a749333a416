import { isRefusal, type Refusal } from '../../cases/changes.ts';
import { type ProblemCode, ProblemError } from '../../runtime/problem.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { invalidRequest } from '../http/route.ts';

/** What a refusal says to people: it names a state by its code, and they read its word. */
export function sentenceOf({ message, members }: Refusal<string>): string {
  const [code, word] = Object.entries(STATE_WORDS).find(([state]) => state === members?.state) ?? [];
  return code === undefined ? message : message.replaceAll(new RegExp(` ?\\b${code}\\b`, 'g'), `“${word}”`);
}

/** What an act answers, unless the case has refused it. @throws ProblemError with the refusal's code */
export function accepted<Outcome>(outcome: Outcome | Refusal<ProblemCode>): Outcome {
  if (!isRefusal(outcome)) return outcome;
  const { refused, issues = [], members = {} } = outcome;
  if (refused === 'invalid_request') throw invalidRequest([...issues]);
  throw new ProblemError(refused, sentenceOf(outcome), { issues, members });
}
