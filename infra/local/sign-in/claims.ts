import { openIssuer } from '../../small-cloud/issuer/issuer.ts';

/** Whom tokens of this machine are for, and what they say beside `sub` and `name`. */
export const audience = 'canbao';
export const claimNames = ['role', 'regions'] as const;

export const roles = ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'] as const;

/** Who a token is for. */
export interface SignInClaims {
  sub: string;
  /** As papers and histories name the colleague. */
  name?: string;
  role: (typeof roles)[number];
  /** GB/T 2260 codes, e.g. `141181`. */
  regions: readonly string[];
  /** Code of a university, five digits; only with that role. */
  university?: string | undefined;
  scope?: string;
}

/** As the token has them. */
export function tokenClaimsOf({ sub, name, role, regions, university, scope }: SignInClaims) {
  return {
    sub,
    ...(name && { name }),
    role,
    regions: regions.join(' '),
    scope: scope ?? `${audience}/${role}`,
    ...(university && { university }),
  };
}

/** Signs tokens with the key of a data folder, whether a machine runs on it or not. */
export async function openTokens(dataFolder: string) {
  const issuer = await openIssuer(dataFolder, { audience, claims: claimNames });
  return {
    keyId: issuer.keyId,
    sign: (claims: SignInClaims, now: number): Promise<string> => issuer.sign(tokenClaimsOf(claims), now),
  };
}
