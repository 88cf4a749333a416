import { setTimeout as sleep } from 'node:timers/promises';
import type { LambdaFunctions } from '../../infra/small-cloud/services/lambda/lambda-functions.ts';
import { type CallTrouble, caseIn } from './messages.ts';

/** A function that is still at work has its time-out to end in. */
const LATE_MS = 3000;

/** Functions that are called as a network and a tired caller would call them. */
export function troubleCalls(
  functions: LambdaFunctions,
  next: (caseId: string | null) => CallTrouble | null,
): LambdaFunctions {
  return {
    ...functions,
    async invoke(functionArn, event) {
      const call = () => functions.invoke(functionArn, event);
      switch (next(caseIn(event))) {
        case 'called twice': {
          const [first, second] = await Promise.all([call(), call()]);
          return Math.random() < 0.5 ? first : second;
        }
        case 'called late again': {
          const first = await call();
          sleep(Math.random() * LATE_MS).then(call, () => {});
          return first;
        }
        case 'call failed after it ran':
          await call();
          return failed('Lambda.SdkClientException', 'the connection was closed before the answer');
        case 'call refused':
          return failed('Lambda.TooManyRequestsException', 'Rate Exceeded.');
        case null:
          return call();
      }
    },
  };
}

const failed = (errorType: string, errorMessage: string) => ({
  requestId: 'none',
  ok: false as const,
  error: { errorType, errorMessage },
});
