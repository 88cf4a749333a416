import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../data-folder/kept-json.ts';
import { readRequest } from '../read-request.ts';
import type { ServiceAnswer } from '../service-answer.ts';
import { generateSecret, type SecretRecipe } from './generate-secret.ts';
import { addVersion, findVersion, type Secret, secretSchema, versionsOf } from './secret-versions.ts';

/** Secrets Manager for secrets of the template. They are generated once and kept; losing the file loses them. */
export interface Secrets {
  /** The ARN of the secret, which is made by `recipe` if it is not there yet. */
  ensure(name: string, recipe: SecretRecipe): string;
  /** ARN for a name or an ARN; undefined when there is no such secret. */
  findArn(secretId: string): string | undefined;
  /** `secretsmanager.<operation>` with its JSON. */
  handle(operation: string, body: unknown): ServiceAnswer;
}

const getSchema = z.strictObject({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const putSchema = z.strictObject({
  SecretId: z.string(),
  SecretString: z.string(),
  /** The id of the version: who asks again with it after a lost answer adds nothing. */
  ClientRequestToken: z.string().min(32).max(64).optional(),
  VersionStages: z.array(z.string().min(1).max(256)).min(1).max(20).optional(),
});
const listSchema = z.strictObject({
  Filters: z
    .array(z.strictObject({ Key: z.enum(['name', 'all']), Values: z.array(z.string().min(1)).min(1) }))
    .default([]),
  SortOrder: z.enum(['asc', 'desc']).default('desc'),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

const NO_SECRET = "Secrets Manager can't find the specified secret.";

export function openSecrets(options: { path: string; arnPrefix: string; now(): number }): Secrets {
  const secrets = new Map(Object.entries(readKeptJson(options.path, z.record(z.string(), secretSchema)) ?? {}));
  const find = (id: string) => [...secrets].find(([name, secret]) => name === id || secret.arn === id);
  const keep = (name: string, secret: Secret) => {
    writeKeptJson(options.path, Object.fromEntries([...secrets, [name, secret]]));
    secrets.set(name, secret);
  };

  function get({ SecretId, VersionId, VersionStage }: z.infer<typeof getSchema>): ServiceAnswer {
    const found = find(SecretId);
    if (!found) return refuse('ResourceNotFoundException', NO_SECRET);
    const [name, secret] = found;
    const version = findVersion(secret, {
      ...(VersionId !== undefined && { id: VersionId }),
      ...(VersionStage !== undefined && { stage: VersionStage }),
    });
    if (!version) {
      const asked = VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`;
      return refuse('ResourceNotFoundException', `${NO_SECRET.slice(0, -1)} value for ${asked}`);
    }
    const { versionId, secretString, createdDate, stages } = version;
    const shown = { VersionId: versionId, SecretString: secretString, VersionStages: stages, CreatedDate: createdDate };
    return { status: 200, body: { ARN: secret.arn, Name: name, ...shown } };
  }

  function put(request: z.infer<typeof putSchema>): ServiceAnswer {
    const { SecretString: secretString, VersionStages: stages = ['AWSCURRENT'] } = request;
    const found = find(request.SecretId);
    if (!found) return refuse('ResourceNotFoundException', NO_SECRET);
    const [name, secret] = found;
    const versionId = request.ClientRequestToken ?? randomUUID();
    const known = versionsOf(secret).find((version) => version.versionId === versionId);
    if (known !== undefined && known.secretString !== secretString) {
      return refuse('ResourceExistsException', 'You tried to change a version that exists; a version never changes.');
    }
    const added = { versionId, secretString, createdDate: options.now() / 1000, stages };
    if (known === undefined) keep(name, addVersion(secret, added));
    const VersionStages = known?.stages ?? stages;
    return { status: 200, body: { ARN: secret.arn, Name: name, VersionId: versionId, VersionStages } };
  }

  function list({ Filters, SortOrder, MaxResults, NextToken = '' }: z.infer<typeof listSchema>): ServiceAnswer {
    const fits = (name: string) =>
      Filters.every(({ Values }) =>
        Values.some((value) => (value.startsWith('!') ? !name.startsWith(value.slice(1)) : name.startsWith(value))),
      );
    const names = [...secrets.keys()].filter(fits).sort();
    if (SortOrder === 'desc') names.reverse();
    const from = NextToken === '' ? 0 : names.indexOf(NextToken) + 1;
    if (from === 0 && NextToken !== '') return refuse('InvalidNextTokenException', 'The NextToken value is invalid.');
    const page = names.slice(from, from + MaxResults);
    const SecretList = page.map((Name) => ({ ARN: secrets.get(Name)?.arn, Name }));
    const more = from + MaxResults < names.length ? { NextToken: page.at(-1) } : {};
    return { status: 200, body: { SecretList, ...more } };
  }

  function serve<Schema extends z.ZodType>(
    schema: Schema,
    body: unknown,
    act: (request: z.infer<Schema>) => ServiceAnswer,
  ): ServiceAnswer {
    const request = readRequest(schema, body);
    return request.ok ? act(request.data) : refuse('InvalidParameterException', request.message);
  }

  return {
    ensure(name, recipe) {
      const known = secrets.get(name);
      if (known) return known.arn;
      const suffix = randomBytes(6).toString('base64url').replace(/[-_]/g, 'x').slice(0, 6);
      const arn = `${options.arnPrefix}:${name}-${suffix}`;
      const made = { versionId: randomUUID(), secretString: generateSecret(recipe), createdDate: options.now() / 1000 };
      keep(name, { arn, ...made });
      return arn;
    },
    findArn: (secretId) => find(secretId)?.[1].arn,
    handle(operation, body) {
      if (operation === 'ListSecrets') return serve(listSchema, body, list);
      if (operation === 'PutSecretValue') return serve(putSchema, body, put);
      if (operation === 'GetSecretValue') return serve(getSchema, body, get);
      const message = `${operation} is not served by this machine: secrets come from the template`;
      return refuse('InvalidRequestException', message);
    },
  };
}

function refuse(type: string, message: string): ServiceAnswer {
  return { status: 400, body: { __type: type, Message: message, message } };
}
