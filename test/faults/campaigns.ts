import type { Campaign, Fault } from './campaign.ts';
import type { Trouble } from './messages.ts';

/** Between the functions, the database and whoever calls: what is over at once. */
const QUICK: Trouble[] = [
  'throttled',
  'cut off',
  'answer lost',
  'slow',
  'called twice',
  'called late again',
  'call failed after it ran',
  'call refused',
];
/** What takes seconds, until somebody's patience is at an end. */
const SILENCE: Trouble[] = ['silent', 'answer withheld'];
const trouble = (troubles: Trouble[], percent: number, times: number): Fault => ({
  fault: 'trouble',
  troubles,
  percent,
  times,
});
const GATEWAY: Fault[] = [
  { fault: 'gateway', mood: 'down' },
  { fault: 'gateway', mood: 'forgets' },
  { fault: 'gateway', mood: 'twice' },
];

/** What `npm test` plays: everything goes wrong once. */
export const SHORT: Campaign = {
  from: '2025-12-20T09:00:00+08:00',
  atATime: 40,
  rounds: 1,
  seasons: [
    {
      before: [],
      people: {
        'resident who pays': 8,
        'resident who withdraws': 4,
        'refund that is paid': 8,
        'refund that the bank returns first': 3,
        'refund that bounces after it was paid': 3,
        'resident whose payment goes back': 3,
        'refund that is rejected': 3,
        'newborn that is registered and paid': 8,
      },
      faults: [
        trouble(QUICK, 30, 150),
        { fault: 'clock jumps', by: 'PT1M' },
        trouble(SILENCE, 20, 4),
        { fault: 'kill -9' },
        trouble(QUICK, 30, 150),
        { fault: 'kill -9' },
        { fault: 'disk full', forMs: 300 },
        ...GATEWAY,
        { fault: 'clock jumps', by: 'PT3H' },
      ],
    },
  ],
  afterwards: ['P15D', 'PT1M', 'PT5M'],
};

const months = (count: number): string[] => Array.from({ length: count }, () => 'P30D');
const JUMP: Fault = { fault: 'clock jumps', by: 'PT2M' };
const KILL: Fault = { fault: 'kill -9' };
const ALL: Fault[] = [
  // One by one, and then all of them together.
  ...QUICK.flatMap((one) => [trouble([one], 40, 60), JUMP]),
  KILL,
  JUMP,
  trouble(SILENCE, 10, 20),
  trouble(QUICK, 40, 300),
  KILL,
  JUMP,
  trouble(QUICK, 20, 300),
  ...GATEWAY,
  { fault: 'gateway', mood: 'hangs' },
  { fault: 'clock jumps', by: 'PT1H' },
  { fault: 'disk full', forMs: 1000 },
  KILL,
];

/** `npm run faults`: so many cases through two seasons, in a mix of all that can become of them. */
export function longCampaign(cases: number): Campaign {
  const share = (part: number) => Math.max(1, Math.round(cases * part) - 1);
  return {
    from: '2025-11-10T09:00:00+08:00',
    atATime: 32,
    seasons: [
      {
        before: [],
        people: {
          'resident who pays': share(0.14),
          'resident who withdraws': share(0.08),
          'resident who never pays': share(0.05),
          'refund that is paid': share(0.16),
          'refund that the bank returns first': share(0.06),
          'refund that bounces after it was paid': share(0.06),
          'resident whose payment goes back': share(0.06),
          'refund that is rejected': share(0.07),
          'newborn that is registered and paid': share(0.15),
          'newborn that nobody registers': share(0.05),
        },
        faults: ALL,
      },
      { before: months(4), people: { 'resident who pays late': share(0.12) }, faults: ALL },
    ],
    afterwards: [...months(6), 'PT1M', 'PT5M'],
  };
}
