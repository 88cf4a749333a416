import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrokenEntry } from '../../functions/cases/history.ts';
import { AUDITOR, CHANGZHI, openOffice, TAX, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const starts = () => office.services.calls.filter(({ operation }) => operation === 'StartExecution');

async function openCase(sequence: number): Promise<string> {
  return office.openCase(XIAOYI, xiaoyiOpening(sequence), `key-person-${sequence}`);
}

/** Of the task that comes first in the list of a desk. */
async function caseOfFirstTask(): Promise<string> {
  const { tasks } = await office.desk(XIAOYI).ask('listTasks', {});
  return String(tasks[0]?.case.caseId);
}

describe('opening a case', () => {
  test('stores it, starts the execution that has its id, and says nothing personal there', async () => {
    const caseId = await openCase(1);
    expect(caseId).toMatch(/^L141181-2026-[A-Z2-7]{10}$/);
    expect(starts().at(-1)?.body).toMatchObject({ name: caseId, input: JSON.stringify({ caseId }) });
    expect(await office.show(XIAOYI, caseId)).toMatchObject({
      state: 'assessing',
      person: { idNumber: expect.stringMatching(/^1411\*{10}/) },
      facts: { birthDate: '1985-05-17' },
    });
  });

  test('again with the same key and body gives the same case', async () => {
    const caseId = await openCase(2);
    const again = await office.open(XIAOYI, xiaoyiOpening(2), 'key-person-2');
    expect([again.status, again.body.caseId]).toEqual([200, caseId]);
  });

  test('with 15 digits is the same body as with 18', async () => {
    const opening = xiaoyiOpening(3);
    const caseId = await openCase(3);
    const old = idNumber(3).slice(0, 6) + idNumber(3).slice(8, 17);
    const again = await office.open(
      XIAOYI,
      { ...opening, person: { ...opening.person, idNumber: old } },
      'key-person-3',
    );
    expect([again.status, again.body.caseId]).toEqual([200, caseId]);
  });

  test('with a key that was used for another body is refused, be it another region or year', async () => {
    await openCase(4);
    const opening = xiaoyiOpening(4);
    const others = [
      xiaoyiOpening(5),
      { ...opening, facts: { ...opening.facts, student: true } },
      { ...opening, facts: { ...opening.facts, region: '141034', coverageYear: 2023 } },
    ];
    const who = ['caseworker', '141181 141034', 'lin'] as const;
    for (const other of others) {
      const { status, body } = await office.open(who, other, 'key-person-4');
      expect([status, body.code]).toEqual([409, 'idempotency_key_reused']);
    }
  });

  test('is refused while another case of the person and year is open, which is named', async () => {
    const caseId = await openCase(6);
    const { status, body } = await office.open(XIAOYI, xiaoyiOpening(6), 'key-person-6-again');
    expect([status, body.code, body.caseId]).toEqual([409, 'case_already_open', caseId]);
  });

  test('of the same person by ten desks at once gives one case', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, desk) => office.open(XIAOYI, xiaoyiOpening(7), `key-desk-${desk}`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });
});

describe("one region's caseworker sees nothing of another's", () => {
  test('neither the case, nor its task, nor in lists; the auditor reads all', async () => {
    const caseId = await openCase(8);
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, 'token-8');
    expect((await office.get(CHANGZHI, `/cases/${caseId}`)).status).toBe(404);
    expect((await office.desk(CHANGZHI).ask('listCases', {})).cases).toEqual([]);
    expect((await office.desk(CHANGZHI).ask('listTasks', {})).tasks).toEqual([]);
    const decision = await office.post(CHANGZHI, `/tasks/${caseId}.1/decision`, {
      action: 'reject',
      opinion: '不符合',
    });
    expect(decision.status).toBe(404);
    const withdrawal = await office.post(CHANGZHI, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
    expect(withdrawal.status).toBe(404);
    expect((await office.get(TAX, `/cases/${caseId}`)).status).toBe(403);
    for (const who of [AUDITOR, XIAOYI]) expect((await office.show(who, caseId)).caseId).toBe(caseId);
    const listed = await office.desk(AUDITOR).ask('listCases', { query: { region: '141181' } });
    expect(listed.cases.map((one) => one.caseId)).toContain(caseId);
  });

  test('no answer shows a token, sealed details, a reference or an id number', async () => {
    const caseId = await caseOfFirstTask();
    for (const url of [`/cases/${caseId}`, '/cases', '/tasks']) {
      const { sent } = await office.get(AUDITOR, url);
      expect(sent).not.toMatch(/token-8|sealed|"ref"|personRef|1411991985|Digest/);
    }
  });
});

describe('lists', () => {
  test('come page by page, newest case first, each case once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { kind: 'late-payment' as const, limit: '2', cursor };
      const page = await office.desk(XIAOYI).ask('listCases', { query });
      seen.push(...page.cases.map((one) => one.caseId));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });

  test('of cases are filtered by state', async () => {
    const query = { state: 'awaiting_decision' as const };
    expect((await office.desk(XIAOYI).ask('listCases', { query })).cases).toHaveLength(1);
  });

  test('of tasks put the one with the least time left first', async () => {
    const opened = office.now();
    office.goTo('2026-03-05T09:00:00+08:00');
    const older = await openCase(9);
    await office.task('assess', older);
    await office.task('case/ask-caseworker', older, 'token-9');
    office.goTo(opened);
    const { tasks } = await office.desk(XIAOYI).ask('listTasks', {});
    expect(tasks[0]?.taskId).toBe(`${older}.1`);
    expect(tasks).toHaveLength(2);
  });
});

test('the history of a case is a chain that holds', async () => {
  const { history } = await office.show(XIAOYI, await caseOfFirstTask());
  expect(history.map(({ event }) => event)).toEqual(['case_opened', 'assessed', 'decision_awaited']);
  expect(findBrokenEntry(history)).toBeNull();
});
