import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * Tables, keys and logs stay when their stack is deleted, because somebody would miss them. They go when the first
 * creation of a stack fails: then the next deployment finds every name free.
 */
export const keptWhen = (retain: boolean): RemovalPolicy =>
  retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
