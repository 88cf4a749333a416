import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canSchema } from '../../functions/api/cases/can.ts';
import { takeAuditPackRoute } from '../../functions/api/cases/take-audit-pack.ts';
import { apiDocument } from '../../functions/api/entries/api-document.ts';
import { caseSchema } from '../../functions/cases/case.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openDays } from '../../functions/store/counts/days.ts';
import { openStatistics } from '../../functions/store/counts/figures.ts';
import { openPolicyDrafts } from '../../functions/store/policies/policy-drafts.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { writeSchemaTypes } from '../../infra/build/console/schema-types.ts';
import { AUDITOR, openOffice, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What each operation is asked with; the ones that change the case come last. */
const ASKED = [
  ['recordEvent', 'events', { event: 'died', diedOn: '2026-03-10' }],
  ['holdCase', 'hold', { held: true, reason: '信访复核期间' }],
  ['issuePaper', 'papers', { paper: 'receipt' }],
  ['revealPerson', 'reveals', { field: 'name', reason: '核对来人身份' }],
  ['resumeCase', 'resumption', { reason: '故障已经排除' }],
  ['correctFacts', 'correction', { facts: { student: true }, reason: '录入有误，更正' }],
  ['withdrawCase', 'withdrawal', { reason: '本人要求撤回' }],
] as const;

test('what a case says that a caller can do is done, and what it says that a caller cannot is refused', async () => {
  const caseId = await office.openCase(XIAOYI, xiaoyiOpening(91), 'what-can-be-done');
  const told: string[] = [];
  for (const step of ['opened', 'assess', 'case/ask-caseworker']) {
    if (step === 'assess') await office.task(step, caseId);
    if (step === 'case/ask-caseworker') await office.task(step, caseId, 'token');
    for (const who of [AUDITOR, XIAOYI]) {
      for (const [operation, path, body] of ASKED) {
        const { can } = await office.show(who, caseId);
        const { status } = await office.post(who, `/cases/${caseId}/${path}`, body);
        expect([step, who, operation, can[operation].allowed]).toEqual([step, who, operation, status === 200]);
        expect(can[operation].reason === null).toBe(status === 200);
        told.push(`${operation} ${status}`);
      }
    }
  }
  expect(told).toEqual(expect.arrayContaining(['withdrawCase 200', 'withdrawCase 409', 'withdrawCase 403']));
});

test('each operation that changes a case says beforehand who may do it, and each button of a case’s pages asks that', () => {
  const changing = Object.entries(apiDocument().paths ?? {}).flatMap(([path, operations]) =>
    path.startsWith('/cases/{id}/') ? Object.entries(operations ?? {}) : [],
  );
  const told = Object.keys(canSchema.shape);
  const asked = changing.flatMap(([method, operation]) =>
    method === 'get' ? [] : String(Object(operation).operationId),
  );
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((operation) => !told.includes(operation))).toEqual([]);
  const pages = resolve(import.meta.dirname, '../../functions/console/src/cases');
  const texts = readdirSync(pages).map((name) => readFileSync(resolve(pages, name), 'utf8'));
  const called = new Set(texts.flatMap((text) => [...text.matchAll(/call\('(\w+)'/g)].map(([, name]) => name ?? '')));
  const buttons = [...called].filter((name) => asked.includes(name) || told.includes(name));
  expect(buttons.length).toBeGreaterThan(5);
  const isAsked = (name: string) => texts.some((text) => new RegExp(`can\\??\\.${name}\\b`).test(text));
  expect(buttons.filter((name) => !isAsked(name))).toEqual([]);
});

test('a pack is given to whom the case says that it is, and to nobody else', async () => {
  const caseId = await office.openCase(XIAOYI, xiaoyiOpening(92), 'who-takes-a-pack');
  const client = openDocumentClient();
  const services = {
    cases: openCaseStore(client, 'Cases', caseSchema),
    policies: openPolicyStore(client, 'Policies'),
    drafts: openPolicyDrafts(client, 'Policies'),
    statistics: openStatistics(client, 'Counts'),
    days: openDays(client, { cases: 'Cases', counts: 'Counts' }),
    verifier: () => '',
  };
  for (const [role, regions, sub = ''] of [AUDITOR, XIAOYI]) {
    const { can } = await office.show([role, regions, sub], caseId);
    const body = Buffer.from(JSON.stringify({ reason: '年度内部审计' }));
    const claims = { role, regions, sub };
    const request = { method: 'POST', path: '', query: {}, headers: {}, body, claims, at: office.now() };
    const given = takeAuditPackRoute.answer(request, { id: caseId }, services).then(
      () => true,
      () => false,
    );
    expect([role, can.takeAuditPack.allowed]).toEqual([role, await given]);
  }
});

test('the console knows the API as it is: `npm run console:types` has nothing to change', () => {
  const kept = readFileSync(resolve(import.meta.dirname, '../../functions/console/src/api/schema.ts'), 'utf8');
  const said = (text: string) => text.replaceAll(/[\s;,()'"|]/g, '');
  expect(said(kept)).toBe(said(writeSchemaTypes(apiDocument())));
});
