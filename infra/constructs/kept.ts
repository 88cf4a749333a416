import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What would be missed stays when its stack goes, but not when its stack never came to be: a first deployment that fails
 * leaves nothing behind, and the next one finds every name free.
 */
export const keptWhen = (retain: boolean): RemovalPolicy =>
  retain ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
