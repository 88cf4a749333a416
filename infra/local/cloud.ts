import { type SmallCloud, type SmallCloudOptions, startSmallCloud } from '../small-cloud/cloud.ts';
import { issuerUrl } from '../small-cloud/issuer/issuer.ts';
import { place } from './place.ts';
import { audience, claimNames, type SignInClaims, tokenClaimsOf } from './sign-in/claims.ts';
import { createSignIn } from './sign-in/sign-in.ts';

/** What is left to say when the small cloud runs Canbao. `unthrottled` lifts the limit of each caller too. */
export interface CloudOptions extends Omit<SmallCloudOptions, 'place' | 'issuer' | 'signIn'> {
  /** Nobody made up signs in at its own door: an office's people have accounts, and sign in at the office's door. */
  withoutPersonas?: boolean | undefined;
}

/** Canbao on this machine. */
export interface Cloud extends Omit<SmallCloud, 'token'> {
  /** A bearer token, valid from now for 8 hours. */
  token(claims: SignInClaims): Promise<string>;
}

/** Runs Canbao's templates in the small cloud, with its own issuer and the personas of the sign-in page. */
export async function startCloud({ withoutPersonas = false, ...options }: CloudOptions): Promise<Cloud> {
  const cloud = await startSmallCloud({
    ...options,
    place,
    issuer: { audience, claims: claimNames },
    signIn: withoutPersonas ? undefined : createSignIn,
    parameters: {
      ...(options.unthrottled === true && { CallerRequestsPerMinute: '0' }),
      // Under whatever name a browser asks this machine: another would not be let in by the page, or not lead here.
      DocumentsAddress: 'of-request',
      ...options.parameters,
      OidcIssuerUrl: issuerUrl,
      OidcAudience: audience,
      OidcDiscovery: '/issuer/.well-known/openid-configuration',
    },
  });
  return { ...cloud, token: (claims) => cloud.token(tokenClaimsOf(claims)) };
}
