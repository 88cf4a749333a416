/** The API's description as a program's author reads it: every operation has an example, and every example is taken. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { takeAuditPackRoute } from '../../functions/api/cases/take-audit-pack.ts';
import { apiDocument } from '../../functions/api/entries/api-document.ts';
import { EXAMPLES } from '../../functions/api/entries/examples.ts';
import { REMEDIES } from '../../functions/api/http/remedies.ts';
import { PROBLEM_CODES } from '../../functions/runtime/problem.ts';
import { openOffice, type Who } from './office.ts';

const json = z.json();
const operationSchema = z.object({
  operationId: z.string(),
  'x-roles': z.array(z.string()),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      example: z.string().optional(),
    }),
  ),
  requestBody: z.object({ content: z.record(z.string(), z.object({ example: json.optional() })) }).optional(),
});
const documentSchema = z.object({
  info: z.object({ description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});
const { info, paths } = documentSchema.parse(apiDocument());
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('every operation shows what stands in its path and its body; a file is described instead', () => {
  const without = operations.flatMap(({ operationId, parameters, requestBody }) => {
    const body = requestBody?.content['application/json'];
    const lacking = parameters.filter((one) => one.required && one.example === undefined).map(({ name }) => name);
    return [...lacking, ...(body && body.example === undefined ? ['body'] : [])].map(
      (what) => `${operationId} ${what}`,
    );
  });
  expect(without).toEqual([]);
});

/** Only a bundle has the program that a pack carries. */
const PACK = 'takeAuditPack';
/** Of the state of things, which an example can't know. */
const OF_STATE = [404, 409, 410];
/** What is wrong with the content that only a whole table or an open task would put right. */
const OF_CONTENT = ['questions_left_open', 'batch_not_reconciled', 'not_own_student'];

/** A student has to have paid through the university; a whole table is too long for an example. */
const LACKING: Readonly<Record<string, string>> = { applyForStudent: 'idNumber', submitDraft: 'table' };

test('every example is taken as it stands, or refused for the state of things alone', async () => {
  const refused: string[] = [];
  for (const { operationId, path, method, parameters, requestBody, 'x-roles': roles } of operations) {
    const file = requestBody !== undefined && requestBody.content['application/json'] === undefined;
    if (file || operationId === 'describeApi') continue;
    if (operationId === PACK) {
      expect(takeAuditPackRoute.description.body.safeParse(EXAMPLES[PACK]?.body).success).toBe(true);
      continue;
    }
    const [role = ''] = roles;
    const who: Who = role === 'university' ? [role, '141181', 'reader', '10112'] : [role, '141181', 'reader'];
    const of = (place: string) =>
      parameters.flatMap((one) =>
        one.in === place && one.example !== undefined ? [[one.name, one.example] as const] : [],
      );
    const filled = of('path').reduce(
      (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
      path,
    );
    const query = new URLSearchParams(Object.fromEntries(of('query'))).toString();
    const headers = Object.fromEntries(of('header').map(([name, value]) => [name.toLowerCase(), value]));
    const body = requestBody?.content['application/json']?.example;
    const reply = await office.send(who, method, query === '' ? filled : `${filled}?${query}`, body, headers);
    if (reply.status < 300 || OF_STATE.includes(reply.status)) continue;
    const problem = z
      .looseObject({ code: z.string(), issues: z.array(z.object({ path: z.string() })).default([]) })
      .parse(JSON.parse(reply.bytes.toString('utf8')));
    const lacks = LACKING[operationId];
    if (lacks !== undefined && problem.issues.every(({ path }) => path.startsWith(lacks))) continue;
    if (!OF_CONTENT.includes(problem.code)) refused.push(`${operationId} ${reply.status} ${JSON.stringify(problem)}`);
  }
  expect(refused).toEqual([]);
});

test('every code of a problem says what a program does about it', () => {
  for (const code of PROBLEM_CODES) {
    expect(REMEDIES[code]).toMatch(/\w/);
    expect(info.description).toContain(`| \`${code}\` |`);
  }
});
