/** Facts as they come to a desk in Xiaoyi in the year 2026, always the same ones: who is measured decides each of them. */
import { addDays, localDate } from '../../../functions/domain/calendar.ts';
import {
  type LatePaymentRequest,
  type LatePaymentRequestInput,
  latePaymentRequestSchema,
} from '../../../functions/domain/late-payment/request.ts';

const FROM = localDate('2025-10-10');
const DAYS = 470;
/** At most one of the three, whose line of the notice is the same. */
const DISABLED = ['disabled', 'severely_disabled', 'disabled_unable_to_work'] as const;
const OTHERS = [
  'extreme_poverty',
  'subsistence_allowance',
  'monitored',
  'returned_to_poverty',
  'restructured_enterprise',
  'entitled_veteran',
  'low_income_family',
] as const;
const CERTIFICATES = ['2019-05-06', '2025-11-30', '2025-12-01', '2025-09-10'] as const;
const ASSESSED = ['2025-10-31', '2025-11-01'] as const;
const SCHEMES = ['employee', 'military', 'military_spouse', 'prison', 'other'] as const;
const HISTORIES = [
  { insuredYears: [2024, 2025] },
  { insuredYears: [2025] },
  { insuredYears: [2023] },
  { insuredYears: [2021] },
  { firstEnrolment: true },
  { lapsedYears: [2025] },
  { lapsedYears: [2024, 2025] },
  { lapsedYears: [2022, 2023, 2024, 2025] },
  { lapsedYears: [2020, 2022] },
] as const;

export function makeRequests(count: number): LatePaymentRequest[] {
  const random = randomNumbers(20_260_310);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[random(list.length)];
    if (picked === undefined) throw new Error('an empty list');
    return picked;
  };
  return Array.from({ length: count }, () => {
    const paidOn = addDays(FROM, random(DAYS));
    const identifiedOn = () => (random(3) === 0 ? undefined : addDays(FROM, random(DAYS)));
    const identities: NonNullable<LatePaymentRequestInput['identities']> = [];
    for (let held = pick([0, 0, 1, 1, 2]); held > 0; held -= 1) {
      const category = pick(OTHERS);
      if (!identities.some((other) => other.category === category))
        identities.push({ category, identifiedOn: identifiedOn() });
    }
    if (random(6) === 0) {
      const certificate = { certificateIssuedOn: pick(CERTIFICATES), assessedOn: pick(ASSESSED) };
      identities.push({ category: pick(DISABLED), identifiedOn: identifiedOn(), ...certificate });
    }
    return latePaymentRequestSchema.parse({
      region: '141181',
      coverageYear: 2026,
      paidOn,
      identities,
      history: pick(HISTORIES),
      repairYears: pick([0, 0, 0, 1, 2, 5]),
      newborn: random(20) === 0,
      ...(random(4) === 0 && { exit: { scheme: pick(SCHEMES), on: addDays(paidOn, -random(120)) } }),
    });
  });
}

/** The same numbers each time: a linear congruential generator, of which the high bits are taken. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
