/** The channels as a function's environment names them. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseQuietHours } from '../../domain/reminder/quiet-hours.ts';
import { ConfigurationError } from '../../runtime/errors.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { openSecretText } from '../../runtime/secret-text.ts';
import { openOutboxStore } from '../../store/messages/outbox-store.ts';
import type { Channels } from './deliver-messages.ts';

interface ChannelConfiguration {
  NOTICES_TABLE: string;
  PERSON_SECRET_ARN: string;
  GATEWAY_SECRET_ARN: string;
  GATEWAY_URL: string;
  QUIET_HOURS: string;
}

/** What `GATEWAY_URL` says where there is none. */
const NO_GATEWAY = 'none';

/** @throws ConfigurationError */
export function openChannels(client: DynamoDBDocumentClient, given: ChannelConfiguration): Channels {
  const key = openSecretText(given.GATEWAY_SECRET_ARN);
  const url = given.GATEWAY_URL;
  const quietHours = parseQuietHours(given.QUIET_HOURS);
  if (quietHours === null) throw new ConfigurationError('QUIET_HOURS is not like 21:00-08:00');
  return {
    outbox: openOutboxStore(client, given.NOTICES_TABLE),
    identity: openPersonIdentity(given.PERSON_SECRET_ARN),
    gateway: async () => (url === NO_GATEWAY ? null : { url, key: await key() }),
    quietHours,
  };
}
