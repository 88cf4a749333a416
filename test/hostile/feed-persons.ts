/** Personal data in every place of every operation that a request has: where it belongs, and where it does not. */
import { AID_TEMPLATE } from '../../functions/domain/imports/aid-row.ts';
import { ENROLMENT_TEMPLATE } from '../../functions/domain/imports/enrolment-row.ts';
import { PAYMENT_TEMPLATE } from '../../functions/domain/imports/payment-row.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import type { Operation } from './api-operations.ts';
import { type Office, OWN, SECRETS } from './office.ts';

/** Names of fields in which the API takes texts, with each kind of personal data in turn. */
const TEXTS = ['reason', 'opinion', 'note', 'name', 'phone', 'idNumber', 'document', 'field', 'payer', 'reference'];

const NUMBERS = [...SECRETS.idNumbers, SECRETS.phone, SECRETS.account];
const PERSONAL = [...NUMBERS, ...SECRETS.names];

interface Fed {
  path: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** What a desk could write by mistake: numbers in words, and everything in fields that there are not. */
function bodiesOf({ name, body }: Operation): string[] {
  if (body === undefined) return [];
  if (body === 'file') return FILES;
  const texts = (value: string) => Object.fromEntries(TEXTS.map((field) => [field, `当事人 ${value} 已核对`]));
  const decisions = ['approve', 'reject', 'return', 'supply', 'documents_received'].map((action) => ({ action }));
  const shapes = name === 'decideTask' ? decisions : [{}];
  return [
    ...NUMBERS.flatMap((value) =>
      shapes.map((shape) => JSON.stringify({ ...shape, opinion: `当事人 ${value} 已核对` })),
    ),
    ...NUMBERS.map((value) => JSON.stringify({ reason: `当事人 ${value} 已核对` })),
    ...PERSONAL.flatMap((value) => [
      JSON.stringify(texts(value)),
      JSON.stringify({ [value]: value, facts: { [value]: value }, person: { idNumber: value, name: value } }),
      `{"reason": ${value}`,
    ]),
  ];
}

/** Whom the case is about, by name, in whatever a desk may write into it. */
function namingBodies({ name, method }: Operation, person: string): string[] {
  // The function of the auditors cannot open a person, so it cannot know the name.
  if (method !== 'POST' || name === 'takeAuditPack') return [];
  const said = `已与${person}核对`;
  return [
    { reason: said },
    { held: true, reason: said },
    { field: 'name', reason: said },
    { action: 'reject', opinion: said },
    { action: 'return', documents: [`${person}的户口簿`], until: '2026-01-31', opinion: '缺少材料' },
    { action: 'supply', values: [{ field: 'late.individual', value: '400.00', document: said }], opinion: '已补充' },
  ].map((body) => JSON.stringify(body));
}

/** Of each kind of file one with everybody in the wrong columns, and one that no reader knows. */
const FILES = [AID_TEMPLATE, ENROLMENT_TEMPLATE, PAYMENT_TEMPLATE].flatMap(({ columns }) => [
  [columns.map(({ title }) => title).join(','), ...PERSONAL.map((value) => columns.map(() => value).join(','))].join(
    '\n',
  ),
  PERSONAL.join('\n'),
]);

function requestsFor(operation: Operation): Fed[] {
  const { path, method, query } = operation;
  const bodies = bodiesOf(operation);
  const placed = (value: string) => path.replaceAll(/\{\w+\+?\}/g, encodeURIComponent(value));
  const headers = (value: string) => {
    const text = encodeURIComponent(value);
    return { 'idempotency-key': `feeding-${text}`, 'import-id': text, 'user-agent': text, referer: `http://a/${text}` };
  };
  const search = (value: string) =>
    query.length === 0
      ? `?${encodeURIComponent(value)}`
      : `?${query.map(({ name }) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
  return [
    ...PERSONAL.map((value, index) => ({
      path: placed(value) + search(value),
      method,
      headers: headers(value),
      body: bodies[index],
    })),
    ...bodies.map((body) => ({ path: placed(OWN), method, headers: headers('0001'), body })),
  ];
}

/** Sends them all by every role that the operation is for, to what there is in the region; gives how many were sent. */
export async function feedPersons(office: Office, operations: readonly Operation[]): Promise<number> {
  const real = (path: string): string[] =>
    path.startsWith('/cases/') ? office.cases : path.startsWith('/tasks/') ? office.cases.map((id) => `${id}.1`) : [];
  let sent = 0;
  for (const operation of operations) {
    const [role] = operation.roles;
    if (role === undefined) continue;
    const own = real(operation.path).flatMap((id, index) => {
      const path = operation.path.replaceAll(/\{\w+\}/g, id);
      const bodies = bodiesOf(operation).slice(0, 2 * NUMBERS.length);
      return [...namingBodies(operation, SECRETS.names[index] ?? ''), ...bodies].map((body) => ({
        path,
        method: operation.method,
        headers: { 'idempotency-key': `own-${sent}` },
        body,
      }));
    });
    const requests: Fed[] = [...requestsFor(operation), ...own];
    for (let start = 0; start < requests.length; start += 10) {
      await Promise.all(
        requests.slice(start, start + 10).map(async ({ path, method, headers, body }) => {
          const desk = openDesk(office.url, () => office.tokenOf(role, OWN));
          await desk.send(method, path, { headers, ...(method !== 'GET' && body !== undefined && { body }) });
        }),
      );
    }
    sent += requests.length;
  }
  return sent;
}
