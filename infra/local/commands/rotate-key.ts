/** `npm run rotate-key`: puts a new key for persons beside those that there are. */
import { randomBytes } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  paginateListSecrets,
  type SecretListEntry,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { addKey } from '../../../functions/runtime/person-keys.ts';
import { findPort } from '../../small-cloud/data-folder/data-folder.ts';
import { dataOption, readArguments, runCommand, UsageError } from './arguments.ts';
import { localClient } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'rotate-key',
    does: `Puts a new key into the secret for persons, beside those that it holds. From ten minutes later everything is
sealed with it, and within two nights everything that older keys have sealed. The machine of the folder has to run.`,
    options: {
      ...dataOption,
      aws: { type: 'boolean', says: 'a stack on AWS instead, with credentials and region of the environment' },
    },
    example: 'npm run rotate-key -- --data .data',
  });
  const client = values.aws ? new SecretsManagerClient({}) : openLocal(values.data);
  // The real cloud's filter of names looks at how they begin, and on a machine they begin with the stack.
  const found: SecretListEntry[] = [];
  for await (const { SecretList = [] } of paginateListSecrets({ client }, {})) {
    found.push(...SecretList.filter(({ Name = '' }) => Name.includes('PersonSecret')));
  }
  const [secret, ...others] = found;
  if (!secret?.ARN || others.length > 0) throw new UsageError(`expected one secret for persons, found ${found.length}`);
  const SecretId = secret.ARN;
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const { text, key } = addKey(SecretString, randomBytes(48).toString('base64url'));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: text }));
  console.log(`key ${key} seals from now on; keys before it still open what they sealed`);
});

function openLocal(data: string): SecretsManagerClient {
  const port = findPort(data);
  if (port === undefined) throw new UsageError(`no machine runs on ${data}; start it, or name --data or --aws`);
  return new SecretsManagerClient(localClient(port, data));
}
