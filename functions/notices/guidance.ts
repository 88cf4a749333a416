/** What a policy table says on how to pay and whom to ask, each with its source: kept with the case when it is decided. */
import type { Sourced } from '../domain/policy/sourced.ts';
import type { PolicyTable } from '../domain/policy.ts';

export interface Guidance {
  regionName: string;
  channels: {
    channel?: string | undefined;
    how: string;
    workingDaysOnly: boolean;
    where?: string | undefined;
    clause: string;
  }[];
  /** Days of each month on which payment is taken, by the timing of the payment. */
  windows: { timing: 'in_period' | 'in_extension'; fromDay: number; toDay: number; clause: string }[];
  /** The last day on which everybody could pay in time, and of what; left out where nobody states it, or one can always. */
  inTimeUntil?: { day: string; of: 'period' | 'extension' } | undefined;
  ordinaryOption?: { text: string; clause: string } | undefined;
  specialOption?: { text: string; clause: string } | undefined;
  /** Working days until the record of a payment can be seen. */
  queryDelay?: { max: number; realTime: string[]; clause: string } | undefined;
  registration?: { text: string; clause: string } | undefined;
  enquiries: { about: 'payment' | 'registration_and_benefits'; who: string; phone: string; clause: string }[];
  clauses: Record<string, { document: string; quote: string }>;
}

function inTimeUntil({ period, extension }: PolicyTable): Guidance['inTimeUntil'] {
  if (period.kind === 'year_round') return undefined;
  const longer = extension?.end.value;
  if (longer) return { day: longer, of: 'extension' };
  return period.end.value && !extension ? { day: period.end.value, of: 'period' } : undefined;
}

export function guidanceOf(table: PolicyTable): Guidance {
  const { notice } = table;
  const clauses: Guidance['clauses'] = {};
  /** The value as `make` puts it, its clause noted; nothing where the table is silent. */
  function cited<T, Result>(
    value: Sourced<T> | null | undefined,
    make: (value: T, clause: string) => Result,
  ): Result[] {
    if (!value || value.standing === 'silent') return [];
    const clause = value.clause ?? '';
    const source = table.clauses[clause];
    const document = source && table.documents[source.document];
    const number = document?.number === undefined ? '' : `(${document.number})`;
    clauses[clause] = { document: `${document?.title ?? clause}${number}`, quote: source?.quote ?? '' };
    return [make(value.value, clause)];
  }
  const text = (value: string, clause: string) => ({ text: value, clause });
  return {
    regionName: table.name,
    channels: Object.values(notice.channels).flatMap(({ channel, how, workingDaysOnly, where }) =>
      cited(how, (value, clause) => ({
        ...(channel && { channel }),
        how: value,
        workingDaysOnly: workingDaysOnly?.value === true,
        ...(where && { where }),
        clause,
      })),
    ),
    windows: [
      ...cited(table.period.monthlyWindow, (days, clause) => ({ timing: 'in_period' as const, ...days, clause })),
      ...cited(table.extension?.monthlyWindow, (days, clause) => ({
        timing: 'in_extension' as const,
        ...days,
        clause,
      })),
    ],
    inTimeUntil: inTimeUntil(table),
    ordinaryOption: cited(notice.ordinaryOption, text)[0],
    specialOption: cited(notice.specialOption, text)[0],
    queryDelay: cited(notice.queryDelay, ({ max }, clause) => ({
      max,
      realTime: notice.realTimeChannels.value ?? [],
      clause,
    }))[0],
    registration: cited(notice.registration, text)[0],
    enquiries: notice.enquiries.flatMap(({ about, who, phone }) =>
      cited(phone, (value, clause) => ({ about, who, phone: value, clause })),
    ),
    clauses,
  };
}
