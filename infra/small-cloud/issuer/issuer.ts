import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { calculateJwkThumbprint, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../data-folder/kept-json.ts';

/**
 * The issuer in every token of this machine. It names no port, so that tokens and the stack stay valid when the next
 * start listens elsewhere; the documents are served under `/issuer/` of whatever port that is.
 */
export const issuerUrl = 'http://127.0.0.1/issuer';

/** A working day: the token of the morning lasts until the evening. */
const lifetimeSeconds = 8 * 60 * 60;

/** Who a token is for, and whatever else it is to say. */
export interface TokenClaims {
  sub: string;
  scope?: string;
  [claim: string]: string | undefined;
}

type SealedPurpose = 'code' | 'session' | 'refresh';

/** A small OpenID Connect issuer: signs tokens for the people of this machine with a key of its own. */
export interface Issuer {
  keyId: string;
  publicJwk: JWK;
  /** A bearer token from `now` (ms) for 8 hours. */
  sign(claims: TokenClaims, now: number): Promise<string>;
  /** Says to a client who signed in. */
  identify(
    who: { sub: string; name: string; clientId: string; nonce?: string | undefined },
    now: number,
  ): Promise<string>;
  /** What only this issuer reads again: a code, a session, a refresh token. Its lifetime is real time, not the clock's. */
  seal(purpose: SealedPurpose, content: Record<string, unknown>, lifetimeSeconds: number): Promise<string>;
  /** The content of what was sealed for a purpose and has not expired; null for anything else. */
  open(purpose: SealedPurpose, sealed: string): Promise<Record<string, unknown> | null>;
  /** The public documents: discovery and keys; undefined for another path. */
  document(path: string, baseUrl: string): Record<string, unknown> | undefined;
}

const keySchema = z.strictObject({ privateKey: z.string() });

/**
 * Opens the issuer of a data folder; its key (RSA, 2048 bits) is generated once.
 *
 * @param options.audience whom its tokens are for, that is, the API
 * @param options.claims what its tokens say beside `sub` and `name`, for its public documents
 */
export async function openIssuer(
  dataFolder: string,
  options: { audience: string; claims?: readonly string[] | undefined },
): Promise<Issuer> {
  const { audience, claims: said = [] } = options;
  /** Another than the API's, so that none of these is ever taken for a bearer token. */
  const sealedAudience = (purpose: SealedPurpose): string => `${audience}/issuer/${purpose}`;
  const path = join(dataFolder, 'issuer.json');
  let kept = readKeptJson(path, keySchema);
  if (kept === undefined) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    kept = { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    writeKeptJson(path, kept);
  }
  const privateKey = createPrivateKey(kept.privateKey);
  const publicKey = createPublicKey(privateKey);
  const exported: JsonWebKey = publicKey.export({ format: 'jwk' });
  const bare = { kty: 'RSA', n: exported.n ?? '', e: exported.e ?? '' };
  const keyId = await calculateJwkThumbprint(bare);
  const publicJwk: JWK = { ...bare, kid: keyId, alg: 'RS256', use: 'sig' };

  return {
    keyId,
    publicJwk,
    sign(claims, now) {
      const seconds = Math.floor(now / 1000);
      const { sub, ...others } = claims;
      return new SignJWT(others)
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer(issuerUrl)
        .setAudience(audience)
        .setSubject(sub)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
        .sign(privateKey);
    },
    identify({ sub, name, clientId, nonce }, now) {
      const seconds = Math.floor(now / 1000);
      return new SignJWT({ name, ...(nonce !== undefined && { nonce }) })
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
        .setIssuer(issuerUrl)
        .setAudience(clientId)
        .setSubject(sub)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
        .sign(privateKey);
    },
    seal(purpose, content, lifetime) {
      return new SignJWT(content)
        .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: purpose })
        .setAudience(sealedAudience(purpose))
        .setJti(randomUUID())
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
        .sign(privateKey);
    },
    async open(purpose, sealed) {
      try {
        const options = { audience: sealedAudience(purpose), algorithms: ['RS256'], typ: purpose };
        return (await jwtVerify(sealed, publicKey, options)).payload;
      } catch {
        return null;
      }
    },
    document(documentPath, baseUrl) {
      if (documentPath === '/.well-known/openid-configuration') {
        return {
          issuer: issuerUrl,
          jwks_uri: `${baseUrl}/issuer/jwks.json`,
          authorization_endpoint: `${baseUrl}/issuer/authorize`,
          token_endpoint: `${baseUrl}/issuer/token`,
          end_session_endpoint: `${baseUrl}/issuer/sign-out`,
          revocation_endpoint: `${baseUrl}/issuer/revoke`,
          id_token_signing_alg_values_supported: ['RS256'],
          response_types_supported: ['code'],
          response_modes_supported: ['query'],
          grant_types_supported: ['authorization_code', 'refresh_token'],
          code_challenge_methods_supported: ['S256'],
          token_endpoint_auth_methods_supported: ['none'],
          prompt_values_supported: ['none', 'login'],
          scopes_supported: ['openid', 'profile', 'offline_access'],
          claims_supported: ['sub', 'name', ...said],
          subject_types_supported: ['public'],
        };
      }
      return documentPath === '/jwks.json' ? { keys: [publicJwk] } : undefined;
    },
  };
}
