/** A secret's text, read once. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from './errors.ts';

/** The answer throws ConfigurationError where the secret holds no text. */
export function openSecretText(secretArn: string, client = new SecretsManagerClient({})): () => Promise<string> {
  let loaded: Promise<string> | undefined;
  return () => {
    loaded ??= read(client, secretArn).catch((error) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

async function read(client: SecretsManagerClient, secretArn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new ConfigurationError('the secret holds no text');
  return SecretString;
}
