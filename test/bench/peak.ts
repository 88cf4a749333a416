/**
 * `npm run bench -- peak`: 25 February on paper. What a prefecture and a province ask for on the busiest day, beside the
 * quotas of the region, and what gives way first. Nothing runs: it is arithmetic on `peak/peak.json`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { write } from './figures.ts';
import { printTable } from './print-table.ts';

readArguments({
  name: 'bench -- peak',
  does: 'What the last day of the period asks for on AWS, beside the quotas of the region, and what gives way first.',
  example: 'npm run bench -- peak',
});

const assumed = z.strictObject({ number: z.number(), why: z.string() });
const quotaSchema = z.strictObject({
  what: z.string(),
  china: z.number(),
  usEast1: z.number(),
  newAccount: z.number(),
  standing: z.string(),
});
const read = (path: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
const peak = z
  .strictObject({
    why: z.string(),
    places: z.record(z.string(), z.number()),
    onTheDay: z.strictObject({
      clerksPerMillionPeople: assumed,
      secondsBetweenRequests: assumed,
      shareOfPayments: assumed,
      shareOfReminders: assumed,
      shareOfOpenings: assumed,
      shareUnpaid: assumed,
      studentsInBatches: assumed,
    }),
    mayTakeSeconds: z.strictObject({
      reminders: assumed,
      files: assumed,
      openings: assumed,
      unpaid: assumed,
      batch: assumed,
    }),
    each: z.strictObject({
      why: z.string(),
      requestSeconds: z.number(),
      stepSeconds: z.number(),
      reminder: z.strictObject({ writeUnits: z.number(), outboxUnits: z.number() }),
      payment: z.strictObject({ writeUnits: z.number() }),
      opening: z.strictObject({ transitions: z.number(), calls: z.number(), writeUnits: z.number() }),
      unpaid: z.strictObject({ transitions: z.number(), calls: z.number(), writeUnits: z.number() }),
      student: z.strictObject({ writeUnits: z.number() }),
    }),
    quotas: z.strictObject({
      gateway: quotaSchema,
      environments: quotaSchema,
      starts: quotaSchema,
      transitions: quotaSchema,
      tableWrites: quotaSchema,
      dueIndex: quotaSchema,
      outboxIndex: quotaSchema,
      schedules: quotaSchema,
    }),
  })
  .parse(read('peak/peak.json'));
const { perThousandPeople } = z
  .looseObject({ perThousandPeople: z.record(z.string(), z.looseObject({ number: z.number() })) })
  .parse(read('cost/prefecture.json'));

type Quota = keyof typeof peak.quotas;

/** What one kind of work asks of one quota: so much a second, if it is to end in its time. */
interface Demand {
  work: string;
  of: Quota;
  perSecond: number;
}

/** Five schedules run every minute or once a day. */
const SCHEDULES_PER_SECOND = 5 / 60;

function demandsOf(people: number): Demand[] {
  const { onTheDay, mayTakeSeconds, each } = peak;
  const inYear = (what: string) => ((perThousandPeople[what]?.number ?? 0) * people) / 1000;
  const requests = (onTheDay.clerksPerMillionPeople.number * people) / 1e6 / onTheDay.secondsBetweenRequests.number;
  const reminders = (onTheDay.shareOfReminders.number * inYear('reminder')) / mayTakeSeconds.reminders.number;
  const payments = (onTheDay.shareOfPayments.number * inYear('payment imported')) / mayTakeSeconds.files.number;
  const openings = (onTheDay.shareOfOpenings.number * inYear('late in the period')) / mayTakeSeconds.openings.number;
  const unpaid = (onTheDay.shareUnpaid.number * inYear('late in the period')) / mayTakeSeconds.unpaid.number;
  const students = onTheDay.studentsInBatches.number / mayTakeSeconds.batch.number;
  return [
    { work: 'desks', of: 'gateway', perSecond: requests },
    { work: 'desks', of: 'environments', perSecond: requests * each.requestSeconds },
    {
      work: 'steps of opened and unpaid cases',
      of: 'environments',
      perSecond: (openings * each.opening.calls + unpaid * each.unpaid.calls) * each.stepSeconds,
    },
    { work: 'reminders and files', of: 'environments', perSecond: 8 + 4 },
    { work: 'cases opened at desks', of: 'starts', perSecond: openings },
    { work: 'a batch of students', of: 'starts', perSecond: students },
    {
      work: 'opened and unpaid cases',
      of: 'transitions',
      perSecond: openings * each.opening.transitions + unpaid * each.unpaid.transitions,
    },
    { work: 'a batch of students', of: 'transitions', perSecond: students * each.opening.transitions },
    { work: 'payments in files (Ledger)', of: 'tableWrites', perSecond: payments * each.payment.writeUnits },
    { work: 'reminders (Notices, Reminders)', of: 'tableWrites', perSecond: reminders * each.reminder.writeUnits },
    {
      work: 'cases (Cases)',
      of: 'tableWrites',
      perSecond:
        openings * each.opening.writeUnits + unpaid * each.unpaid.writeUnits + students * each.student.writeUnits,
    },
    { work: 'reminders', of: 'dueIndex', perSecond: reminders * 2 },
    { work: 'messages', of: 'outboxIndex', perSecond: reminders * each.reminder.outboxUnits },
    { work: 'what runs every minute and day', of: 'schedules', perSecond: SCHEDULES_PER_SECOND },
  ];
}

/** Of one quota all that is asked at the same time: nobody knows that the hours do not meet. */
function sharesOf(people: number) {
  const demands = demandsOf(people);
  return Object.entries(peak.quotas)
    .map(([of, quota]) => {
      const own = demands.filter((demand) => demand.of === of);
      const perSecond = own.reduce((sum, demand) => sum + demand.perSecond, 0);
      return { quota, own, perSecond, share: perSecond / quota.china };
    })
    .sort((one, two) => two.share - one.share);
}

const percent = (share: number): string => `${write(100 * share)} %`;

console.log(peak.why);
console.log(`Each: ${peak.each.why}`);
for (const [place, people] of Object.entries(peak.places)) {
  const shares = sharesOf(people);
  console.log(`\nA ${place} of ${write(people)} people`);
  printTable(
    ['what has a limit', 'asked at once', 'of it', 'China', 'us-east-1', 'a new account'],
    shares.map(({ quota, own, perSecond }) => ({
      'what has a limit': quota.what,
      'asked at once': write(perSecond),
      'of it': own.map((demand) => `${demand.work} ${write(demand.perSecond)}`).join(', '),
      China: `${write(quota.china)}: ${percent(perSecond / quota.china)}`,
      'us-east-1': `${write(quota.usEast1)}: ${percent(perSecond / quota.usEast1)}`,
      'a new account': `${write(quota.newAccount)}: ${percent(perSecond / quota.newAccount)}`,
    })),
  );
  const [first] = shares;
  const [firstNew] = shares.toSorted(
    (one, two) => two.perSecond / two.quota.newAccount - one.perSecond / one.quota.newAccount,
  );
  console.log(`gives way first: ${first?.quota.what}; in a new account: ${firstNew?.quota.what}`);
}
console.log('\nQuotas');
for (const { what, standing } of Object.values(peak.quotas)) console.log(`- ${what}: ${standing}`);
console.log('\nAssumed');
for (const [name, { number, why }] of Object.entries({ ...peak.onTheDay, ...peak.mayTakeSeconds }))
  console.log(`- ${name}: ${number} (${why})`);
