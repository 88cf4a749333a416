/** Of several payments for a year at least one stays, however many desks decide otherwise at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStayingPayments, type StayingOutcome } from '../../functions/store/ledger/staying-payments.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

const open = () => openStayingPayments(tables.client, 'Ledger');
const stands = async (): Promise<boolean> => true;
const wanted = (personRef: string, at: number) => ({
  personRef,
  coverageYear: 2026,
  voucher: `V-${at % 2}`,
  caseId: `R141181-2026-${at}`,
});

test('200 desks, 25 at once, each keeping one of two payments: one of them stays, the others are told by whom', async () => {
  const outcomes: StayingOutcome[] = [];
  // In waves: a test's database takes no more connections in one moment.
  for (let first = 0; first < 200; first += 25) {
    const wave = Array.from({ length: 25 }, (_, at) => open().keep(wanted('person-1', first + at), stands));
    outcomes.push(...(await Promise.all(wave)));
  }
  const kept = new Set(outcomes.flatMap((outcome, at) => (outcome.ok ? [wanted('', at).voucher] : [])));
  expect(kept.size).toBe(1);
  const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.voucher]));
  expect([refused.length, new Set(refused)]).toEqual([100, kept]);
});

test('the same case again says the same; another payment is kept once no case stands for the first', async () => {
  expect(await open().keep(wanted('person-2', 0), stands)).toEqual({ ok: true });
  expect(await open().keep(wanted('person-2', 0), stands)).toEqual({ ok: true });
  expect(await open().keep(wanted('person-2', 1), stands)).toEqual({ ok: false, voucher: 'V-0', by: 'R141181-2026-0' });
  expect(await open().keep(wanted('person-2', 1), async () => false)).toEqual({ ok: true });
  expect(await open().keep(wanted('person-2', 0), stands)).toMatchObject({ ok: false, voucher: 'V-1' });
});

test('other years and other persons are by themselves', async () => {
  expect(await open().keep({ ...wanted('person-2', 0), coverageYear: 2027 }, stands)).toEqual({ ok: true });
  expect(await open().keep(wanted('person-3', 0), stands)).toEqual({ ok: true });
});

test('what a refund on another ground gives back is not kept, and what is kept is not given back, in either order', async () => {
  const [keeping, leaving] = [wanted('person-4', 0), { ...wanted('person-4', 0), caseId: 'R141181-2026-OTHER' }];
  expect(await open().keep(keeping, stands)).toEqual({ ok: true });
  expect(await open().leave(leaving, stands)).toEqual({ ok: false, voucher: 'V-0', by: keeping.caseId });
  expect(await open().leave({ ...leaving, voucher: 'V-1' }, stands)).toEqual({ ok: true });
  // The duplicates have gone back: the payment that stayed may go back for a ground of its own.
  expect(await open().leave(leaving, async () => false)).toEqual({ ok: true });
  expect(await open().leave(leaving, stands)).toMatchObject({ ok: false });
  const [other, gone] = [wanted('person-5', 0), { ...wanted('person-5', 0), caseId: 'R141181-2026-OTHER' }];
  expect(await open().leave(gone, stands)).toEqual({ ok: true });
  expect(await open().leave(gone, stands)).toEqual({ ok: true });
  expect(await open().keep(other, stands)).toEqual({ ok: false, voucher: 'V-0', by: gone.caseId });
  expect(await open().keep(other, async () => false)).toEqual({ ok: true });
});

test('100 desks that keep a payment and 100 that give it back, 25 at once: never both', async () => {
  const outcomes: { does: 'keep' | 'leave'; ok: boolean }[] = [];
  for (let first = 0; first < 200; first += 25) {
    const wave = Array.from({ length: 25 }, async (_, at) => {
      const does = (first + at) % 2 === 0 ? ('keep' as const) : ('leave' as const);
      const asked = { ...wanted('person-6', 0), caseId: `R141181-2026-${first + at}` };
      return { does, ok: (await open()[does](asked, stands)).ok };
    });
    outcomes.push(...(await Promise.all(wave)));
  }
  const done = outcomes.filter(({ ok }) => ok);
  expect([done.length, new Set(done.map(({ does }) => does)).size]).toEqual([100, 1]);
});
