/** Who calls, as the JWT authorizer found it in the token. */
import { z } from 'zod';
import { ProblemError } from './problem.ts';

export const ROLES = ['caseworker', 'approver', 'tax', 'treasury', 'university', 'policy_officer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export interface Caller {
  sub: string;
  /** As the sign-in calls the person; absent where the token says none. */
  name?: string | undefined;
  role: Role;
  /** GB/T 2260 codes for which the caller works. An auditor reads all, whatever is listed. */
  regions: readonly string[];
  /** Code of the university (five digits) whose students the caller may act for; only with the role `university`. */
  university?: string | undefined;
}

/** Claims are strings in an HTTP API; `regions` holds codes with spaces between. */
const claimsSchema = z.object({
  /** What begins so is the system itself in a history, and an operator at the machine: no token may say that. */
  sub: z
    .string()
    .min(1)
    .max(128)
    .refine((sub) => !/^(?:system|operator):/i.test(sub.normalize('NFKC').trim())),
  name: z.string().trim().min(1).max(64).optional().catch(undefined),
  role: z.enum(ROLES),
  regions: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,[\]]+/).filter((code) => /^\d{6}$/.test(code))),
  university: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
});

/** @throws ProblemError `not_authorized` for a token without a role that we know. */
export function readCaller(claims: unknown): Caller {
  const result = claimsSchema.safeParse(claims);
  if (result.success && (result.data.role === 'university') === (result.data.university !== undefined)) {
    return result.data;
  }
  throw new ProblemError(
    'not_authorized',
    '令牌中没有可识别的身份：需要 sub（不以 system: 或 operator: 开头）、role，以空格分隔的 regions，高校还需要 university（院校代码）。',
  );
}

/** Who did something and when, as a history keeps it. @param at ISO instant */
export const actedBy = ({ sub, name, role }: Caller, at: string) => ({ at, by: sub, role, ...(name && { name }) });

export const readsAllRegions = ({ role }: Caller): boolean => role === 'auditor';

export const worksFor = (caller: Caller, region: string): boolean =>
  readsAllRegions(caller) || caller.regions.includes(region);
