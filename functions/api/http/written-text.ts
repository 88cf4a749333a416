/** What somebody writes into a case: the history keeps it for ever, and holds nothing about a person. */
import type { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { isErased } from '../../cases/erase.ts';
import { holdsName } from '../../domain/person/names-in-text.ts';
import { holdsPersonalNumber } from '../../domain/person/numbers-in-text.ts';
import { SealedPersonError } from '../../runtime/errors.ts';
import type { PersonIdentity } from '../../runtime/person-identity.ts';
import { openPayee } from '../../runtime/seal-payee.ts';
import { invalidRequest } from './route.ts';

export const withoutNumbers = <Text extends z.ZodType<string>>(text: Text) =>
  text.refine((written) => !holdsPersonalNumber(written), '不要写身份证号码、手机号码或银行卡号');

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
  const names = await namesIn(current, identity);
  const naming = texts.filter(({ text }) => holdsName(text, names));
  if (naming.length === 0) return;
  throw invalidRequest(naming.map(({ path }) => ({ path, message: '不要写姓名，可写“本人”“家长”或“李某”' })));
}

/** None where they cannot be opened: a case whose seal is broken must still be withdrawn or gone on with. */
async function namesIn(current: Case, identity: Pick<PersonIdentity, 'open' | 'openBytes'>): Promise<string[]> {
  try {
    return await openNames(current, identity);
  } catch (error) {
    if (error instanceof SealedPersonError) return [];
    throw error;
  }
}

async function openNames(current: Case, identity: Pick<PersonIdentity, 'open' | 'openBytes'>): Promise<string[]> {
  const names = [(await identity.open(current.person)).name];
  if (current.kind === 'newborn') names.push((await identity.open(current.parent)).name);
  if (current.kind === 'refund') {
    const { sealed, masked } = current.payee;
    const { holder } = await openPayee(current.person.ref, sealed, identity);
    // A firm or a university is named in full everywhere.
    if (holder !== masked.holder) names.push(holder);
  }
  return names;
}

function textsOf(value: unknown, path: readonly string[] = []): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path: path.join('.'), text: value }];
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([name, part]) => (name === 'account' ? [] : textsOf(part, [...path, name])));
}
