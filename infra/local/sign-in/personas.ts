import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { roles, type SignInClaims } from './claims.ts';

/** Somebody whom one can be on this machine. */
export interface Persona {
  sub: string;
  name: string;
  /** What the person does, as a desk calls it. */
  duty: string;
  role: SignInClaims['role'];
}

/** Made-up people; two caseworkers, so that one can look at what the other did. */
export const personas: readonly Persona[] = [
  { sub: 'caseworker-li', name: '李文静', duty: '经办', role: 'caseworker' },
  { sub: 'caseworker-wang', name: '王建国', duty: '经办', role: 'caseworker' },
  { sub: 'approver-zhao', name: '赵明远', duty: '复核', role: 'approver' },
  { sub: 'tax-chen', name: '陈晓燕', duty: '税务', role: 'tax' },
  { sub: 'treasury-he', name: '何立新', duty: '财政', role: 'treasury' },
  { sub: 'university-sun', name: '孙雅琴', duty: '高校', role: 'university' },
  { sub: 'policy-zhou', name: '周正', duty: '政策', role: 'policy_officer' },
  { sub: 'policy-wu', name: '吴敏', duty: '政策', role: 'policy_officer' },
  { sub: 'auditor-qian', name: '钱慎之', duty: '审计', role: 'auditor' },
];

export interface RegionPlace {
  region: string;
  name: string;
}

const policies = resolve(import.meta.dirname, '../../../workflows/policies');
const tableSchema = z.looseObject({ region: z.string(), name: z.string() });

/** The regions that have a policy table. */
export function readPlaces(): RegionPlace[] {
  const folders = readdirSync(policies, { withFileTypes: true }).filter((entry) => /^\d{6}-/.test(entry.name));
  return folders.flatMap(({ name: folder }) => {
    const [file = ''] = readdirSync(join(policies, folder)).filter((name) => name.endsWith('.yaml'));
    const table = tableSchema.safeParse(parse(readFileSync(join(policies, folder, file), 'utf8')));
    return table.success ? [{ region: table.data.region, name: table.data.name }] : [];
  });
}

const claimsSchema = z.object({
  sub: z.string(),
  name: z.string(),
  role: z.enum(roles),
  regions: z.array(z.string().regex(/^\d{6}$/)),
  university: z.string().optional(),
});
export type SignedInAs = z.output<typeof claimsSchema>;

export const readSignedIn = (content: unknown): SignedInAs | null => claimsSchema.safeParse(content).data ?? null;

/** The code of the one university that can be signed in as here. */
const UNIVERSITY = '10112';

/** An auditor reads every region, whichever is chosen. */
export function signInAs(sub: string, regions: readonly string[]): SignedInAs | null {
  const persona = personas.find((one) => one.sub === sub);
  if (persona === undefined) return null;
  const { name, role } = persona;
  return readSignedIn({ sub, name, role, regions, ...(role === 'university' && { university: UNIVERSITY }) });
}
