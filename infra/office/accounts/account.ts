/** What an account of the office is, and what may change in it. Pure: the accounts are one value, kept in one file. */
import { z } from 'zod';
import { ROLES } from '../../../functions/runtime/caller.ts';

const accountSchema = z.strictObject({
  /** Who it is, in every history: never given to anybody else. */
  name: z.string(),
  /** Name of the person, as colleagues read it. */
  shown: z.string(),
  /** What the person does with cases; null for who only administers. */
  role: z.enum(ROLES).nullable(),
  regions: z.array(z.string()),
  university: z.string().nullable(),
  administrator: z.boolean(),
  closed: z.boolean(),
  /** Subject at the other issuer, by which the person signs in instead of a password. */
  outside: z.string().nullable(),
  /** The last five, the latest first; empty before the first sign-in, without effect while there is a code. */
  passwords: z.array(z.string()),
  /** When the latest was set, ms since 1970. */
  passwordAt: z.number(),
  /** The code for the first sign-in, or after an administrator has reset the account. */
  oneTime: z.strictObject({ digest: z.string(), until: z.number() }).nullable(),
  factor: z.strictObject({ secret: z.string(), lastCounter: z.number() }).nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const accountsSchema = z.strictObject({
  format: z.literal(1),
  accounts: z.array(accountSchema),
  /** Signs the mark of a computer from which an account has signed in. */
  deviceKey: z.string(),
});
export type Accounts = z.infer<typeof accountsSchema>;

const DAY_MS = 86_400_000;
const KEPT_PASSWORDS = 5;
const PASSWORD_DAYS = 90;
const ONE_TIME_DAYS = 7;

/** What a page may not do, in a sentence for who asked. */
export class AccountError extends Error {
  override name = 'AccountError';
}

/** What an administrator says of somebody. */
export const detailsSchema = z
  .strictObject({
    shown: z.string().trim().min(1, '请填写姓名。').max(40, '姓名最多 40 个字。'),
    role: z.enum(ROLES, '请选择一个角色。').nullable(),
    regions: z.array(z.string().regex(/^\d{6}$/, '统筹区是六位代码。')).max(50),
    university: z
      .string()
      .regex(/^\d{5}$/, '院校代码是五位数字。')
      .nullable(),
    administrator: z.boolean(),
    outside: z.string().trim().min(1).max(200).nullable(),
  })
  .refine(({ role, administrator }) => role !== null || administrator, '请选择角色；没有角色的只能是管理员。')
  .refine(
    ({ role, university }) => (role === 'university') === (university !== null),
    '角色是高校时填写院校代码，其他角色不填。',
  )
  .refine(
    ({ role, regions }) => role === null || role === 'auditor' || regions.length > 0,
    '请至少选择一个统筹区；只有审计可以不选。',
  );
export type AccountDetails = z.infer<typeof detailsSchema>;

export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{1,39}$/, '账户名用小写字母、数字、点和短横，以字母开头，2 至 40 个字符。');

/** Somebody who can administer today: an open account whose person has signed in, or signs in elsewhere. */
const canAdminister = (account: Account): boolean =>
  account.administrator && !account.closed && (passwordOf(account) !== null || account.outside !== null);

const administratorsOf = ({ accounts }: Accounts): number => accounts.filter(canAdminister).length;

/** The digest of what somebody signs in with; null for who has to use a code, or signs in elsewhere. */
export const passwordOf = ({ passwords, oneTime, outside }: Account): string | null =>
  oneTime === null && outside === null ? (passwords[0] ?? null) : null;

export const findAccount = ({ accounts }: Accounts, name: string): Account | undefined =>
  accounts.find((account) => account.name === name);

/** @throws AccountError where the name was given before, or the subject is somebody else's */
export function addAccount(all: Accounts, name: string, details: AccountDetails): Accounts {
  if (findAccount(all, name) !== undefined)
    throw new AccountError(`账户名 ${name} 已经有人用过。用过的账户名不能给别人，请换一个。`);
  refuseSharedSubject(all, name, details.outside);
  const account: Account = {
    ...details,
    name,
    closed: false,
    passwords: [],
    passwordAt: 0,
    oneTime: null,
    factor: null,
  };
  return { ...all, accounts: [...all.accounts, account] };
}

/**
 * Every change goes through here, and all accounts are one value: of two administrators who remove each other the second
 * finds that it would be the last one.
 *
 * @throws AccountError for an account that is not there, or where nobody could administer any more
 */
export function changeAccount(all: Accounts, name: string, change: Partial<Omit<Account, 'name'>>): Accounts {
  const found = findAccount(all, name);
  if (found === undefined) throw new AccountError(`没有账户 ${name}。`);
  refuseSharedSubject(all, name, change.outside ?? null);
  const accounts = all.accounts.map((account) => (account === found ? { ...account, ...change } : account));
  const changed = { ...all, accounts };
  if (administratorsOf(all) > 0 && administratorsOf(changed) === 0)
    throw new AccountError('这是最后一个能用的管理员账户，不能停用、重置或取消管理员。请先让另一位管理员登录一次。');
  return changed;
}

function refuseSharedSubject({ accounts }: Accounts, name: string, subject: string | null): void {
  const other = accounts.find((account) => account.outside === subject && account.name !== name);
  if (subject !== null && other !== undefined) throw new AccountError(`这个外部编号已经登记给账户 ${other.name}。`);
}

/** A code for the next sign-in, in the place of what the account signed in with before. */
export const withOneTimeCode = (digest: string, now: number) => ({
  factor: null,
  oneTime: { digest, until: now + ONE_TIME_DAYS * DAY_MS },
});

export const withPassword = ({ passwords }: Account, password: string, now: number) => ({
  passwords: [password, ...passwords].slice(0, KEPT_PASSWORDS),
  passwordAt: now,
  oneTime: null,
});

export const hasOldPassword = ({ passwordAt }: Account, now: number): boolean =>
  now - passwordAt > PASSWORD_DAYS * DAY_MS;
