import { Fn, type Stack } from 'aws-cdk-lib';

/** A part of the stack's own id: at the end of a name that stays when its stack goes, it keeps out of the next one's way. */
export const stackPart = (stack: Stack): string =>
  Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', stack.stackId))));
