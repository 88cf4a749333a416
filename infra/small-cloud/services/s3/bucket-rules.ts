/** What a bucket of the template says of what expires in it, and of pages of other origins. */
import { z } from 'zod';

// CloudFormation takes numbers and truths as text too.
const number = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(Number);
const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

export const lifecycleRule = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().default(''),
  ExpirationInDays: number.optional(),
  ExpiredObjectDeleteMarker: truth.default(false),
  NoncurrentVersionExpiration: z.strictObject({ NoncurrentDays: number }).optional(),
  AbortIncompleteMultipartUpload: z
    .unknown()
    .optional()
    .describe('an object comes in one request here: no part is left behind'),
});

export const corsRule = z.strictObject({
  Id: z.string().optional(),
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.enum(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: number.optional(),
});
export type CorsRule = z.output<typeof corsRule>;
export type LifecycleRule = z.output<typeof lifecycleRule>;
