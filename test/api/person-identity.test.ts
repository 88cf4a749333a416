import { createServer } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';

const FIRST = 'the first secret, which makes the references';
const SECOND = 'the second secret, which seals from now on';
const details = { idNumber: '11010519491231002X', name: '李小明' };

/** Secrets Manager with one secret, which a test changes. */
let secret = FIRST;
const server = createServer((_request, response) => response.end(JSON.stringify({ SecretString: secret })));
let client: SecretsManagerClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new SecretsManagerClient({ region: 'cn-northwest-1', endpoint: `http://127.0.0.1:${port}`, credentials });
});
afterAll(() => server.close());

const open = () => openPersonIdentity('arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:person', client);

test('a person has one reference, which does not show the id number', async () => {
  const identity = open();
  const { ref, sealed } = await identity.seal(details);
  expect(ref).toBe(await identity.reference(details.idNumber));
  expect(`${ref} ${sealed} ${Buffer.from(sealed, 'base64')}`).not.toContain('19491231');
  expect(await identity.open({ ref, sealed })).toEqual(details);
});

test('details sealed twice look different, and open only with the reference of their person', async () => {
  const identity = open();
  const [one, other] = [await identity.seal(details), await identity.seal(details)];
  expect(one.sealed).not.toBe(other.sealed);
  const stranger = await identity.reference('440524188001010014');
  await expect(identity.open({ ref: stranger, sealed: one.sealed })).rejects.toMatchObject({
    name: 'SealedPersonError',
  });
  const altered = one.sealed.slice(0, -4) + (one.sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA');
  await expect(identity.open({ ref: one.ref, sealed: altered })).rejects.toMatchObject({ name: 'SealedPersonError' });
});

test('after a rotation references stay, what was sealed before opens, and a function that runs already sees the new key', async () => {
  secret = FIRST;
  const running = open();
  const before = await running.seal(details);
  secret = JSON.stringify({ 1: FIRST, 2: SECOND });
  const after = await open().seal(details);
  expect(after.ref).toBe(before.ref);
  expect([before.sealed.slice(0, 2), after.sealed.slice(0, 2)]).toEqual(['1.', '2.']);
  expect(await running.open(after)).toEqual(details);
  expect(await running.open(before)).toEqual(details);
});

test('a secret that is too short is refused', async () => {
  secret = 'short';
  await expect(open().reference(details.idNumber)).rejects.toMatchObject({ name: 'ConfigurationError' });
});
