import { generateKeyPairSync } from 'node:crypto';
import { exportJWK, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { openJwtAuthorizer } from '../../infra/small-cloud/services/http-api/jwt-authorizer.ts';

const now = Date.parse('2026-03-10T01:00:00Z');
const seconds = now / 1000;
const issuer = 'https://issuer.example';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
const authorizer = openJwtAuthorizer({ issuer, audiences: ['small'], keys: [jwk] });

const good: JWTPayload = { iss: issuer, aud: 'small', sub: 'li', iat: seconds, exp: seconds + 60, scope: 'a b' };
const sign = (payload: JWTPayload, key = privateKey, header: object = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);
const authorize = async (token: string | Promise<string> | undefined, at = now, scopes: string[] = []) => {
  const given = await token;
  return authorizer.authorize(given === undefined ? undefined : `Bearer ${given}`, at, scopes);
};
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  test('of the issuer gives its claims, all as texts', async () => {
    const token = sign({ ...good, regions: ['141181', '140400'], level: 3, on: true });
    expect(await authorize(token)).toEqual({
      ok: true,
      claims: expect.objectContaining({
        sub: 'li',
        regions: '[141181 140400]',
        level: '3',
        on: 'true',
        exp: String(seconds + 60),
      }),
      scopes: null,
    });
  });

  test('is good without the word Bearer, too', async () => {
    expect(await authorizer.authorize(await sign(good), now, [])).toMatchObject({ ok: true });
  });

  test('is good until the second of its exp', async () => {
    expect(await authorize(sign(good), now + 59_999)).toMatchObject({ ok: true });
    expect(await authorize(sign(good), now + 60_000)).toMatchObject({ ok: false, status: 401 });
  });

  test('whose audience is only the client id is good', async () => {
    expect(await authorize(sign({ ...good, aud: undefined, client_id: 'small' }))).toMatchObject({ ok: true });
  });

  test('needs one of the scopes of the route, or gets 403', async () => {
    expect(await authorize(sign(good), now, ['x', 'b'])).toMatchObject({ ok: true, scopes: ['a', 'b'] });
    expect(await authorize(sign(good), now, ['x'])).toMatchObject({ ok: false, status: 403 });
  });

  test.each<[string, () => string | Promise<string> | undefined]>([
    ['that is missing', () => undefined],
    ['that is none', () => 'abc'],
    ['of another key', () => sign(good, other.privateKey)],
    ['of a key id that nobody has', () => sign(good, privateKey, { kid: 'k2' })],
    ['without a signature', () => `${base64({ alg: 'none', kid: 'k1' })}.${base64(good)}.`],
    [
      'signed with the public key as a shared secret',
      () => new SignJWT(good).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(Buffer.from(JSON.stringify(jwk))),
    ],
    ['of RS512', () => sign(good, privateKey, { alg: 'RS512' })],
    [
      'with a changed claim',
      async () => (await sign(good)).replace(/\.[^.]+\./, `.${base64({ ...good, sub: 'wang' })}.`),
    ],
    ['that has expired', () => sign({ ...good, exp: seconds - 1 })],
    ['that never expires', () => sign({ ...good, exp: undefined })],
    ['that is not valid yet', () => sign({ ...good, nbf: seconds + 60 })],
    ['from the future', () => sign({ ...good, iat: seconds + 60 })],
    ['for another audience', () => sign({ ...good, aud: 'other' })],
    ['for no audience', () => sign({ ...good, aud: undefined })],
    ['of another issuer', () => sign({ ...good, iss: 'https://other.example' })],
  ])('%s is refused with 401', async (_name, token) => {
    expect(await authorize(token())).toMatchObject({ ok: false, status: 401 });
  });
});
