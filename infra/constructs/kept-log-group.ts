import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { keptWhen } from './kept.ts';

/**
 * A log group kept for a year: the Cybersecurity Law asks for six months, and a year also covers the months that
 * pass between a late payment and the start of its benefits.
 */
export class KeptLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, options: { retain: boolean; encryptionKey: IKey; name?: string }) {
    super(scope, id, {
      ...(options.name === undefined ? {} : { logGroupName: options.name }),
      encryptionKey: options.encryptionKey,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: keptWhen(options.retain),
    });
  }
}
