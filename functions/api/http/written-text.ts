/** What somebody writes into a case: the history keeps it for ever, and holds nothing about a person. */
import type { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { isErased } from '../../cases/erase.ts';
import { birthDateIn, parseDocumentNumber, passportOf } from '../../domain/person/identity-document.ts';
import { holdsName } from '../../domain/person/names-in-text.ts';
import { holdsPersonalNumber } from '../../domain/person/numbers-in-text.ts';
import { SealedPersonError } from '../../runtime/errors.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { openPayee } from '../../runtime/seal-payee.ts';
import { invalidRequest } from './route.ts';

export const withoutNumbers = <Text extends z.ZodType<string>>(text: Text) =>
  text.refine((written) => !holdsPersonalNumber(written), '不要写证件号码、手机号码或银行卡号');

/**
 * Those whom the case knows by name are not named in what is written into it.
 * @param written what came in: each text of it, at any depth, but for an account, which is sealed
 * @throws ProblemError `invalid_request` with the path of every such text
 */
export async function refuseNames(
  written: object,
  current: Case,
  identity: Pick<PersonIdentity, 'open' | 'openBytes'>,
): Promise<void> {
  const texts = textsOf(written);
  if (texts.length === 0 || isErased(current)) return;
  const { names, numbers } = await namesIn(current, identity);
  const issues = texts.flatMap(({ path, text }) => {
    if (holdsName(text, names)) return [{ path, message: '不要写姓名，可写“本人”“家长”或“李某”' }];
    return holdsName(text, numbers) ? [{ path, message: '不要写证件号码' }] : [];
  });
  if (issues.length > 0) throw invalidRequest(issues);
}

/** Numbers that only the case tells from any other: of passports and older residence cards. */
interface Known {
  names: string[];
  numbers: string[];
}

/** None where they cannot be opened: a case whose seal is broken must still be withdrawn or gone on with. */
async function namesIn(current: Case, identity: Pick<PersonIdentity, 'open' | 'openBytes'>): Promise<Known> {
  try {
    return await openNames(current, identity);
  } catch (error) {
    if (error instanceof SealedPersonError) return { names: [], numbers: [] };
    throw error;
  }
}

async function openNames(current: Case, identity: Pick<PersonIdentity, 'open' | 'openBytes'>): Promise<Known> {
  const persons = [await identity.open(current.person)];
  if (current.kind === 'newborn') persons.push(await identity.open(current.parent));
  const names = persons.map(({ name }) => name);
  const numbers = persons.flatMap(({ idNumber }) => {
    const read = parseDocumentNumber(idNumber);
    return read.ok && birthDateIn(idNumber) === null ? (passportOf(idNumber)?.number ?? idNumber) : [];
  });
  if (current.kind === 'refund') {
    const { sealed, masked } = current.payee;
    const { holder } = await openPayee(current.person.ref, sealed, identity);
    // A firm or a university is named in full everywhere.
    if (holder !== masked.holder) names.push(holder);
  }
  return { names, numbers };
}

function textsOf(value: unknown, path: readonly string[] = []): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([name, part]) => (name === 'account' ? [] : textsOf(part, [...path, name])));
}
