import type { Campaign, Fault } from './campaign.ts';

/** Every kind of trouble between the functions, the database and whoever calls. */
const TROUBLE: Fault[] = [
  { fault: 'throttled', percent: 60, times: 60 },
  { fault: 'called twice', percent: 50, times: 20 },
  { fault: 'answer lost', percent: 25, times: 20 },
  { fault: 'called late again', percent: 50, times: 20 },
  { fault: 'cut off', percent: 40, times: 30 },
  { fault: 'call failed after it ran', percent: 40, times: 15 },
  { fault: 'slow', percent: 50, times: 20 },
  { fault: 'call refused', percent: 50, times: 20 },
];
/** What takes seconds, until somebody's patience is at an end. */
const SILENCE: Fault[] = [
  { fault: 'silent', percent: 20, times: 5 },
  { fault: 'answer withheld', percent: 20, times: 5 },
];
const GATEWAY: Fault[] = [
  { fault: 'gateway', mood: 'down' },
  { fault: 'gateway', mood: 'forgets' },
  { fault: 'gateway', mood: 'twice' },
];

/** What `npm test` plays: everything goes wrong once. */
export const SHORT: Campaign = {
  from: '2025-12-20T09:00:00+08:00',
  seasons: [
    {
      before: [],
      people: {
        'resident who pays': 12,
        'resident who withdraws': 6,
        'refund that is paid': 12,
        'refund that the bank returns first': 4,
        'refund that is rejected': 4,
        'newborn that is registered and paid': 8,
      },
      faults: [
        ...TROUBLE,
        { fault: 'kill -9' },
        { fault: 'clock jumps', by: 'PT1M' },
        ...SILENCE,
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
  ...TROUBLE.flatMap((fault) => [fault, JUMP]),
  KILL,
  JUMP,
  ...SILENCE.flatMap((fault) => [fault, JUMP]),
  KILL,
  ...GATEWAY,
  { fault: 'gateway', mood: 'hangs' },
  { fault: 'disk full', forMs: 1000 },
  { fault: 'clock jumps', by: 'PT1H' },
];

/** `npm run faults`: so many cases through two seasons, in a mix of all that can become of them. */
export function longCampaign(cases: number): Campaign {
  const share = (part: number) => Math.max(1, Math.round(cases * part) - 1);
  return {
    from: '2025-11-10T09:00:00+08:00',
    seasons: [
      {
        before: [],
        people: {
          'resident who pays': share(0.2),
          'resident who withdraws': share(0.08),
          'resident who never pays': share(0.05),
          'refund that is paid': share(0.2),
          'refund that the bank returns first': share(0.08),
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
