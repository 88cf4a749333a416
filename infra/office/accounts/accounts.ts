import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readKeptJson, writeKeptJson } from '../../small-cloud/data-folder/kept-json.ts';
import { officePath } from '../settings.ts';
import {
  type Account,
  type AccountDetails,
  type Accounts,
  accountsSchema,
  addAccount,
  changeAccount,
  findAccount,
  withOneTimeCode,
} from './account.ts';
import { digestOneTimeCode, makeOneTimeCode } from './passwords.ts';

/** The accounts of an office, kept in one file that is replaced at once. */
export interface AccountBook {
  all(): readonly Account[];
  find(name: string): Account | undefined;
  findOutside(subject: string): Account | undefined;
  /** Adds somebody; the code for the first sign-in. @throws AccountError */
  add(name: string, details: AccountDetails, now: number): string;
  /** @throws AccountError, and nothing has changed */
  change(name: string, change: Partial<Omit<Account, 'name'>>): Account;
  /**
   * Takes away what somebody signs in with, together with another change; the code for the next sign-in.
   * @throws AccountError, and nothing has changed
   */
  reset(name: string, now: number, change?: AccountDetails): string;
  /** The same for an administrator at the server's own console, even the last one; a closed account opens again. */
  recover(name: string, now: number): string;
  /** Marks a computer from which an account has signed in. */
  markDevice(name: string): string;
  /** The device that such a mark is of; null for a mark of another account, or one that nobody here has made. */
  readDevice(name: string, mark: string): string | null;
}

const fileOf = (data: string): string => officePath(data, 'accounts.json');

/** Makes the file of an office that is set up for the first time. */
export function createAccounts(data: string): AccountBook {
  const fresh: Accounts = { format: 1, accounts: [], deviceKey: randomBytes(32).toString('base64url') };
  writeKeptJson(fileOf(data), fresh);
  return openAccounts(data);
}

/** @throws when they are gone: nobody's place is taken by a fresh file */
export function openAccounts(data: string): AccountBook {
  const kept = readKeptJson(fileOf(data), accountsSchema);
  if (kept === undefined) throw new Error(`${fileOf(data)} is missing: put it back from a backup`);
  let accounts = kept;

  /** What cannot be kept has not happened: in memory everything is as it was. */
  function keep(changed: Accounts): void {
    writeKeptJson(fileOf(data), changed);
    accounts = changed;
  }
  const take = (name: string): Account => {
    const found = findAccount(accounts, name);
    if (found === undefined) throw new Error(`no account ${name}`);
    return found;
  };
  const sign = (name: string, device: string): Buffer =>
    createHmac('sha256', Buffer.from(accounts.deviceKey, 'base64url')).update(`${name} ${device}`).digest();

  return {
    all: () => accounts.accounts,
    find: (name) => findAccount(accounts, name),
    findOutside: (subject) => accounts.accounts.find(({ outside }) => outside === subject),
    add(name, details, now) {
      const code = makeOneTimeCode();
      const added = addAccount(accounts, name, details);
      const ready =
        details.outside === null ? changeAccount(added, name, withOneTimeCode(digestOneTimeCode(code), now)) : added;
      keep(ready);
      return code;
    },
    change(name, change) {
      keep(changeAccount(accounts, name, change));
      return take(name);
    },
    reset(name, now, change) {
      const code = makeOneTimeCode();
      keep(changeAccount(accounts, name, { ...change, ...withOneTimeCode(digestOneTimeCode(code), now) }));
      return code;
    },
    recover(name, now) {
      const code = makeOneTimeCode();
      const recovered = {
        ...take(name),
        ...withOneTimeCode(digestOneTimeCode(code), now),
        closed: false,
        outside: null,
      };
      keep({ ...accounts, accounts: accounts.accounts.map((one) => (one.name === name ? recovered : one)) });
      return code;
    },
    markDevice(name) {
      const device = randomBytes(12).toString('base64url');
      return `${device}.${sign(name, device).toString('base64url')}`;
    },
    readDevice(name, mark) {
      const [device = '', signature = ''] = mark.split('.');
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(name, device);
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? device : null;
    },
  };
}
