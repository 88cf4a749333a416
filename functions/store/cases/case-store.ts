/**
 * The cases. One conditional update changes a case and adds an entry to its history. Of two changes at once one wins;
 * the other sees the case as it has become.
 */
import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { liOf } from '../../cases/amount.ts';
import { type Case, hasEnded, isTaskKind } from '../../cases/case.ts';
import type { CaseBase, NewCaseOf } from '../../cases/case-base.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { CaseEvent } from '../../cases/events.ts';
import { lastStep, nextEntry } from '../../cases/history.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { retentionClassOf } from '../../domain/retention.ts';
import {
  amountKey,
  endedKeyOf,
  openedKey,
  PENDING_KEYS,
  parkedTaskId,
  pendingKeyOf,
  personCaseKey,
  taskDueKey,
  UNCOUNTED_KEYS,
  uncountedKeyOf,
  waitId,
  waitingKey,
} from '../keys.ts';
import { countCases, listCases, listOfPerson, listPending, listTasks } from './case-lists.ts';
import { countDue, listDue } from './due-lists.ts';
import { readWholeCases } from './whole-cases.ts';

/** `ok: false`: the case had changed meanwhile; `case` is how it is now. */
type ChangeOutcome<C extends CaseBase> = { ok: true; case: C } | { ok: false; case: C };
type PutOutcome<C extends CaseBase> = { stored: true; case: C } | { stored: false; case: C };

export interface CaseStore<C extends CaseBase> {
  /** Strongly consistent. */
  get(caseId: string): Promise<C | null>;
  /** Stores a case under an id that is free; otherwise the case that has it is the answer. */
  put(newCase: NewCaseOf<C>, event: CaseEvent): Promise<PutOutcome<C>>;
  /** Changes a case that is still as `before`. */
  change(before: C, change: CaseChange<C>): Promise<ChangeOutcome<C>>;
  /** Takes away the mark of an effect that has happened, unless another effect has taken its place. */
  clearPending(done: CaseBase): Promise<void>;
  list: ReturnType<typeof listCases<C>>;
  tasks: ReturnType<typeof listTasks<C>>;
  due: ReturnType<typeof listDue<C>>;
  countDue: ReturnType<typeof countDue>;
  count: ReturnType<typeof countCases>;
  pendingBefore: ReturnType<typeof listPending>;
  /** Ids of cases that were changed before an instant and are not counted yet; at most 25 of a shard. */
  uncountedBefore: ReturnType<typeof listPending>;
  ofPerson: ReturnType<typeof listOfPerson<C>>;
  /** Those of these ids that there are, in their order. Strongly consistent. */
  ofIds(caseIds: readonly string[]): Promise<C[]>;
}

/** @param schema of the kind of case that the caller works with, or of all kinds. */
export function openCaseStore<C extends Case>(
  client: DynamoDBDocumentClient,
  table: string,
  schema: z.ZodType<C>,
): CaseStore<C> {
  async function get(caseId: string): Promise<C | null> {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { caseId }, ConsistentRead: true }));
    return Item ? schema.parse(withoutMark(Item)) : null;
  }

  async function getExisting(caseId: string): Promise<C> {
    const found = await get(caseId);
    if (!found) throw new Error(`case ${caseId} is not stored`);
    return found;
  }

  async function put(newCase: NewCaseOf<C>, event: CaseEvent): Promise<PutOutcome<C>> {
    const stored = schema.parse({
      ...newCase,
      waits: 0,
      version: 1,
      history: [nextEntry([], event)],
      ...(newCase.pending && { pendingSince: event.at }),
    });
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...stored,
            ...queueKeys(stored),
            ...markOf(stored, event.at),
            openedKey: openedKey(stored.openedAt, stored.caseId),
            amountKey: amountKeyOf(stored),
            ...personKeys(stored),
          },
          ConditionExpression: 'attribute_not_exists(caseId)',
        }),
      );
      return { stored: true, case: stored };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { stored: false, case: await getExisting(newCase.caseId) };
    }
  }

  async function change(before: C, change: CaseChange<C>): Promise<ChangeOutcome<C>> {
    const changeId = randomUUID();
    const after = schema.parse({ ...changed(before, change), changeId });
    try {
      await client.send(new UpdateCommand({ TableName: table, ...updateOf(before, after, change) }));
      return { ok: true, case: after };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const existing = await getExisting(before.caseId);
      // This very write, if its answer was lost and the SDK sent it again. Two that say the same have ids of their own.
      return { ok: existing.changeId === changeId, case: existing };
    }
  }

  async function clearPending(done: CaseBase): Promise<void> {
    if (!done.pending) return;
    const token = 'token' in done.pending ? done.pending.token : null;
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { caseId: done.caseId },
          UpdateExpression: 'REMOVE pending SET pendingKey = :uncounted',
          ConditionExpression: `pendingSince = :since AND pending.kind = :kind${token ? ' AND pending.#token = :token' : ''}`,
          ...(token && { ExpressionAttributeNames: { '#token': 'token' } }),
          ExpressionAttributeValues: {
            ':since': done.pendingSince,
            ':kind': done.pending.kind,
            ':uncounted': uncountedKeyOf(done.caseId),
            ...(token && { ':token': token }),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    get,
    put,
    change,
    clearPending,
    list: listCases(client, table, schema),
    tasks: listTasks(client, table, schema),
    due: listDue(client, table, schema),
    countDue: countDue(client, table),
    count: countCases(client, table),
    pendingBefore: listPending(client, table),
    uncountedBefore: listPending(client, table, [...PENDING_KEYS, ...UNCOUNTED_KEYS]),
    ofPerson: listOfPerson(client, table, schema),
    ofIds: async (caseIds) =>
      (await readWholeCases(client, table, caseIds)).map((item) => schema.parse(withoutMark(item))),
  };
}

/** The case after a change; whether it is one is for its schema to say. */
function changed<C extends CaseBase>(before: C, change: CaseChange<C>): CaseBase {
  const { event, state, set, moves, wait, pending } = change;
  const { wait: waitBefore, pending: pendingBefore, pendingSince: sinceBefore, ...rest } = before;
  const waits = wait && wait.waitId === undefined ? before.waits + 1 : before.waits;
  const waitAfter =
    wait === undefined ? waitBefore : wait === null ? undefined : { waitId: waitId(before.caseId, waits), ...wait };
  const pendingAfter = pending === undefined ? pendingBefore : (pending ?? undefined);
  const since = pending === undefined ? sinceBefore : pending === null ? undefined : event.at;
  return {
    ...rest,
    ...set,
    ...moves,
    state: state ?? before.state,
    waits,
    ...(waitAfter && { wait: waitAfter }),
    ...(pendingAfter && { pending: pendingAfter, pendingSince: since }),
    version: before.version + 1,
    history: [...before.history, nextEntry(before.history, event)],
  };
}

/**
 * Every write leaves a mark in the index `pending`: an effect is still to follow, or the statistics have still to count
 * what the case has become.
 */
const markOf = ({ caseId, pending, pendingSince }: CaseBase, at: string) =>
  pending
    ? { pendingKey: pendingKeyOf(caseId), pendingSince: pendingSince ?? at }
    : { pendingKey: uncountedKeyOf(caseId), pendingSince: at };

/** The mark of what is to be counted is no part of the case. */
const withoutMark = ({ pendingSince, ...item }: Record<string, unknown>) =>
  item.pending === undefined ? item : { ...item, pendingSince };

/** Of what is stored: a case of a release up to 0.1.1 gets it when it is counted. */
export const amountKeyOf = (found: Case): string => amountKey(liOf(found), found.caseId);

/** None once its person is erased. */
const personKeys = ({ person, kind, coverageYear, caseId, erasedOn }: CaseBase) =>
  erasedOn === undefined
    ? { personRef: person.ref, personCaseKey: personCaseKey(kind, coverageYear, caseId) }
    : { personRef: undefined, personCaseKey: undefined };

/**
 * Present while somebody has something to do: the region's own partition for a desk, another for everybody else. After
 * that, until the years of the case are over and its person is erased.
 */
function queueKeys(stored: CaseBase): { queueKey?: string; taskDue?: string } {
  const { wait, region, caseId, state, erasedOn, history, openedAt } = stored;
  if (erasedOn !== undefined) return {};
  const at = lastStep(history)?.at ?? openedAt;
  if (hasEnded(state)) {
    return {
      queueKey: endedKeyOf(retentionClassOf(state), caseId),
      taskDue: taskDueKey(dateOfInstant(at), caseId),
    };
  }
  if (state === 'parked') {
    return { queueKey: region, taskDue: taskDueKey(dateOfInstant(at), parkedTaskId(caseId)) };
  }
  if (!wait) return {};
  const queueKey = isTaskKind(wait.kind) ? region : waitingKey(region);
  return { queueKey, taskDue: taskDueKey(wait.due, wait.waitId) };
}

/** Sets what is there after the change, removes what isn't, and appends the one new entry. */
function updateOf<C extends Case>(before: C, after: C, { set, moves, unlessBy, pending }: CaseChange<C>) {
  // An effect that has happened meanwhile is taken away without a new version, and must not come back.
  const keepsPending = pending === undefined && before.pending !== undefined;
  // The day on which it ended stays that day, whatever is still written into it, unless it is open again.
  const due = hasEnded(before.state) && hasEnded(after.state) && !after.erasedOn ? [] : queueEntries(queueKeys(after));
  const values = new Map<string, unknown>([
    ['state', after.state],
    ['waits', after.waits],
    ['version', after.version],
    ['changeId', after.changeId],
    ['wait', after.wait],
    ['pending', after.pending],
    ['amountKey', amountKeyOf(after)],
    ...Object.entries(markOf(after, after.history.at(-1)?.at ?? after.openedAt)),
    ...due,
    ...Object.entries(set ?? {}),
    ...Object.entries(moves ? { ...moves, ...personKeys(after) } : {}),
  ]);
  const present = [...values].filter(([, value]) => value !== undefined);
  const absent = [...values].filter(([, value]) => value === undefined);
  const others = (unlessBy?.in ?? []).map((path) => path.split('.'));
  const names = new Set([...values.keys(), 'history', ...others.flat()]);
  const assignments = present.map(([name]) => `#${name} = :${name}`);
  return {
    Key: { caseId: before.caseId },
    UpdateExpression:
      `SET ${assignments.join(', ')}, #history = list_append(#history, :entry)` +
      (absent.length > 0 ? ` REMOVE ${absent.map(([name]) => `#${name}`).join(', ')}` : ''),
    ConditionExpression: [
      '#version = :before',
      ...(keepsPending ? ['attribute_exists(#pending)'] : []),
      ...others.map(isAnother),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
      ':entry': after.history.slice(-1),
      ':before': before.version,
      ...(unlessBy && { ':sub': unlessBy.sub }),
    },
  };
}

const queueEntries = ({ queueKey, taskDue }: ReturnType<typeof queueKeys>): [string, unknown][] => [
  ['queueKey', queueKey],
  ['taskDue', taskDue],
];

function isAnother(path: readonly string[]): string {
  const place = path.map((name) => `#${name}`).join('.');
  return `(attribute_not_exists(${place}) OR ${place} <> :sub)`;
}
