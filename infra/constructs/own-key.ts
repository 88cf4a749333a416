import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { keptWhen } from './kept.ts';

/** A key of our own, rotated every year. Losing it loses what it encrypts, so it stays when its stack goes. */
export class OwnKey extends Key {
  constructor(scope: Construct, id: string, options: { alias: string; description: string; retain: boolean }) {
    super(scope, id, {
      alias: options.alias,
      description: options.description,
      enableKeyRotation: true,
      removalPolicy: keptWhen(options.retain),
    });
  }
}
