/**
 * Every night: seals anew what an older key has sealed, once the secret for persons holds a newer one. It goes through
 * the tables page by page and remembers how far it came; with nothing to do it reads one item. The first pass also lists
 * the persons of older releases' cases under what they are found by.
 */
import { z } from 'zod';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { KEYS_LAST_MS, openPersonIdentity } from '../../runtime/person-identity.ts';
import { resealPayee } from '../../runtime/seal-payee.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openFoundBy } from '../../store/ledger/found-by.ts';
import { openSealedItems, SEALED_TABLES, type SealingProgress } from '../../store/sealed-items.ts';

const configuration = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'UPLOADS_TABLE', 'PERSON_SECRET_ARN']);
const identity = openPersonIdentity(configuration.PERSON_SECRET_ARN);
const client = openDocumentClient();
const items = openSealedItems(
  client,
  { cases: configuration.CASES_TABLE, ledger: configuration.LEDGER_TABLE, uploads: configuration.UPLOADS_TABLE },
  {
    person: (person) => identity.reseal(person),
    payee: (personRef, sealed) => resealPayee(personRef, sealed, identity),
    bytes: (context, sealed) => identity.resealBytes(context, sealed),
    foundBy: (person) => identity.foundBy(person),
  },
  openFoundBy(client, configuration.LEDGER_TABLE),
);

/** Of the ten minutes that it has. */
const WORKS_FOR_MS = 8 * 60_000;

const eventSchema = z.object({
  source: z.literal('canbao.reseal'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime: at }) => {
  const key = await identity.newestKey();
  const known = await items.progress();
  if (known?.key !== key || !known.lists) {
    // Functions that run already may seal with the key before, or list nobody, until they are replaced or read it again.
    await items.keepProgress({ key, seenAt: at, done: false, lists: true });
    return { key, done: false, resealed: 0 };
  }
  if (known.done || Date.parse(at) - Date.parse(known.seenAt) < 2 * KEYS_LAST_MS) {
    return { key, done: known.done, resealed: 0 };
  }
  const outcome = await goOn(known);
  writeLog('info', { message: 'sealed anew', count: outcome.resealed });
  return { key, ...outcome };
});

async function goOn({ key, seenAt, lists, table, after: reached }: SealingProgress) {
  const until = performance.now() + WORKS_FOR_MS;
  let [resealed, after] = [0, reached];
  for (const one of SEALED_TABLES.slice(table ? SEALED_TABLES.indexOf(table) : 0)) {
    do {
      const page = await items.resealPage(one, isEmpty(after) ? undefined : after);
      resealed += page.resealed;
      after = page.after;
      await items.keepProgress({ key, seenAt, done: false, lists, table: one, after });
      if (performance.now() > until) return { done: false, resealed };
    } while (after);
  }
  await items.keepProgress({ key, seenAt, done: true, lists });
  return { done: true, resealed };
}

const isEmpty = (key: Record<string, string> | undefined): boolean => !key || Object.keys(key).length === 0;
