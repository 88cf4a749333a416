/** Tokens that a machine must not take: each sound but for one thing. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

interface Sound {
  issuer: string;
  audience: string;
  keyId: string;
  key: KeyObject;
  publicKey: KeyObject;
  /** Seconds of the machine's clock. */
  now: number;
}

/** By what is wrong with it: the text of the header `Authorization`. */
export async function wrongTokens(sound: Sound): Promise<Record<string, string>> {
  const { issuer, audience, keyId, key, publicKey, now } = sound;
  const claims: JWTPayload = {
    iss: issuer,
    aud: audience,
    sub: 'lin',
    role: 'caseworker',
    regions: '141181',
    iat: now,
    exp: now + 3600,
  };
  const sign = (payload: JWTPayload, header: object = {}, by: KeyObject | Uint8Array = key) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT', ...header }).sign(by);
  const good = await sign(claims);
  const [head = '', body = '', signature = ''] = good.split('.');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
  const secret = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strangersKey = stranger.publicKey.export({ format: 'jwk' });

  const tokens: Record<string, string> = {
    'another issuer': await sign({ ...claims, iss: 'https://elsewhere.example' }),
    'the issuer with a slash': await sign({ ...claims, iss: `${issuer}/` }),
    'no issuer': await sign({ ...claims, iss: undefined }),
    'another audience': await sign({ ...claims, aud: 'canbao-console' }),
    'no audience': await sign({ ...claims, aud: undefined }),
    'an empty list of audiences': await sign({ ...claims, aud: [] }),
    'another key': await sign(claims, {}, rsa()),
    'another key that it brings along': await sign(claims, { jwk: strangersKey }, stranger.privateKey),
    'a key from an address of its own': await sign(claims, { jku: 'http://127.0.0.1:9/keys' }, stranger.privateKey),
    'no kid': await sign(claims, { kid: undefined }),
    'a kid of nobody': await sign(claims, { kid: 'another' }),
    'a kid that is a path': await sign(claims, { kid: '../../dev/null' }),
    'alg none': new UnsecuredJWT(claims).encode(),
    'alg none and a kid': `${encode({ alg: 'none', kid: keyId })}.${body}.`,
    'alg none and a signature': `${encode({ alg: 'none', kid: keyId })}.${body}.${signature}`,
    'alg nOnE': `${encode({ alg: 'nOnE', kid: keyId })}.${body}.`,
    'the public key as a shared secret': await sign(claims, { alg: 'HS256' }, secret),
    RS512: await sign(claims, { alg: 'RS512' }),
    PS256: await sign(claims, { alg: 'PS256' }),
    'the curve P-256': await sign(claims, { alg: 'ES256' }, curve('P-256')),
    'the curve P-384': await sign(claims, { alg: 'ES384' }, curve('P-384')),
    'the curve Ed25519': await sign(claims, { alg: 'EdDSA' }, generateKeyPairSync('ed25519').privateKey),
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'a changed claim': `${head}.${encode({ ...claims, role: 'approver' })}.${signature}`,
    'a changed header': `${encode({ alg: 'RS256', kid: keyId })}.${body}.${signature}`,
    'an unknown critical header': await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: keyId, crit: ['b64'], b64: true })
      .sign(key)
      .then((token) => token.replace(/^[^.]+/, encode({ alg: 'RS256', kid: keyId, crit: ['own'], own: 1 }))),
    'expired a second ago': await sign({ ...claims, exp: now - 1 }),
    'no end': await sign({ ...claims, exp: undefined }),
    'an end that is no number': `${head}.${encode({ ...claims, exp: 'never' })}.${signature}`,
    'not yet valid': await sign({ ...claims, nbf: now + 60 }),
    'issued in the future': await sign({ ...claims, iat: now + 60 }),
    'what signs in to the console': await sign({ ...claims, aud: 'canbao-console', nonce: 'n' }),
    'a refresh token': await sign({ ...claims, aud: `${audience}/issuer/refresh` }, { typ: 'refresh' }),
    'a token that is none': 'abc',
    'three dots': '...',
    'a long one': 'x'.repeat(7000),
  };
  const headers = Object.entries(tokens).map(([name, token]) => [name, `Bearer ${token}`]);
  return {
    ...Object.fromEntries(headers),
    'nothing behind Bearer': 'Bearer ',
    'name and password': `Basic ${Buffer.from(`lin:${good}`).toString('base64')}`,
    'two tokens': `Bearer ${good}, Bearer ${good}`,
  };
}
