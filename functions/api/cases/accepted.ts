import { isRefusal, type Refusal } from '../../cases/changes.ts';
import { type ProblemCode, ProblemError } from '../../runtime/problem.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { invalidRequest } from '../http/route.ts';

/** A refusal names a state by its code; people read its word. */
const inWords = (message: string, code: string | undefined): string => {
  const word = Object.entries(STATE_WORDS).find(([state]) => state === code)?.[1];
  return word === undefined ? message : message.replace(`现为 ${code}`, `现为“${word}”`);
};

/** What an act answers, unless the case has refused it. @throws ProblemError with the refusal's code */
export function accepted<Outcome>(outcome: Outcome | Refusal<ProblemCode>): Outcome {
  if (!isRefusal(outcome)) return outcome;
  const { refused, message, issues = [], members = {} } = outcome;
  if (refused === 'invalid_request') throw invalidRequest([...issues]);
  throw new ProblemError(refused, inWords(message, members.state), { issues, members });
}
