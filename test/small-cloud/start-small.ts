import { type SmallCloud, type SmallCloudOptions, startSmallCloud } from '../../infra/small-cloud/cloud.ts';
import { issuerUrl } from '../../infra/small-cloud/issuer/issuer.ts';

const PLACE = { partition: 'aws-cn', region: 'cn-northwest-1', account: '000000000000' };
const AUDIENCE = 'small';

/** Starts a small cloud for one of the small assemblies, whose parameters say whose tokens it takes. */
export const startSmall = (options: Omit<SmallCloudOptions, 'place' | 'issuer'>): Promise<SmallCloud> =>
  startSmallCloud({
    place: PLACE,
    issuer: { audience: AUDIENCE },
    parameters: { OidcIssuerUrl: issuerUrl, OidcAudience: AUDIENCE },
    ...options,
  });
