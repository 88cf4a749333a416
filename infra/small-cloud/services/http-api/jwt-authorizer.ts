import type { JWTPayload } from 'jose';
import { errors, importJWK, type JWK, jwtVerify } from 'jose';

/** What API Gateway's JWT authorizer lets through, with the claims as it hands them to functions: all of them texts. */
export type Authorization =
  | { ok: true; claims: Record<string, string>; scopes: string[] | null }
  | { ok: false; status: 401 | 403; description: string };

export interface JwtAuthorizer {
  /** Decides the `Authorization` header at `now` (ms). With `requiredScopes` the token must carry one of them. */
  authorize(header: string | undefined, now: number, requiredScopes: readonly string[]): Promise<Authorization>;
}

/** An authorizer that trusts one issuer's key. Only RS256 is taken, whatever the token says about itself. */
export function openJwtAuthorizer(trusted: {
  issuer: string;
  audiences: readonly string[];
  keys: readonly JWK[];
}): JwtAuthorizer {
  const keys = new Map(trusted.keys.map((jwk) => [jwk.kid, importJWK(jwk, 'RS256')]));

  async function verify(token: string, now: number): Promise<JWTPayload> {
    const { payload } = await jwtVerify(
      token,
      async (header) => {
        const key = keys.get(header.kid);
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: ['RS256'], issuer: trusted.issuer, requiredClaims: ['exp'], currentDate: new Date(now) },
    );
    return payload;
  }

  return {
    async authorize(header, now, requiredScopes) {
      const refuse = (description: string): Authorization => ({ ok: false, status: 401, description });
      // API Gateway takes the token with or without the word Bearer.
      const token = header?.replace(/^Bearer\s+/i, '').trim();
      if (!token) return refuse('no token');
      let payload: JWTPayload;
      try {
        payload = await verify(token, now);
      } catch (error) {
        return refuse(error instanceof Error ? error.message : String(error));
      }
      if (payload.iat !== undefined && payload.iat * 1000 > now) return refuse('the token is from the future');
      // A client's id stands for the audience only when the token names none.
      const named = payload.aud ?? payload.client_id;
      const audiences = Array.isArray(named) ? named : [named];
      if (!audiences.some((audience) => trusted.audiences.includes(String(audience))))
        return refuse('another audience');
      const scopes = String(payload.scope ?? payload.scp ?? '')
        .split(/[\s,]+/)
        .filter((scope) => scope !== '');
      if (requiredScopes.length > 0 && !requiredScopes.some((scope) => scopes.includes(scope))) {
        return { ok: false, status: 403, description: 'insufficient scope' };
      }
      const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
      return { ok: true, claims, scopes: requiredScopes.length > 0 ? scopes : null };
    },
  };
}

/** API Gateway writes lists as `[a b]`. */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
