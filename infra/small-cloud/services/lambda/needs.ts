import type { Need } from '../iam/iam.ts';

/** What an invocation needs. A permission on a function covers no version of it: those have ARNs of their own. */
export function needsOfInvoke(functionArn: string): Need[] {
  return [{ action: 'lambda:InvokeFunction', resource: functionArn }];
}
