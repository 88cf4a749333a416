/** The published tables as the rules read them, and an assessment in one line. */
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../../functions/domain/late-payment/assessment.ts';
import {
  type LatePaymentRequestInput,
  latePaymentRequestSchema,
} from '../../../functions/domain/late-payment/request.ts';
import { versionInForce } from '../../../functions/domain/policy/version-in-force.ts';
import type { JsonObject, PolicyVersion } from '../../../functions/domain/policy.ts';
import { loadPolicyFiles } from '../../../functions/policies/files.ts';
import { replaceAt } from '../../../functions/policies/layers.ts';
import { versionOf } from '../../../functions/policies/version.ts';

export const allVersions: PolicyVersion[] = loadPolicyFiles(
  new URL('../../../workflows/policies', import.meta.url).pathname,
);

export const versionsOf = (region: string, coverageYear: number): PolicyVersion[] =>
  allVersions.filter(({ table }) => table.region === region && table.coverageYear === coverageYear);

export const REGIONS = {
  changzhi: { region: '140400', coverageYear: 2025 },
  xiaoyi: { region: '141181', coverageYear: 2026 },
  fenxi: { region: '141034', coverageYear: 2023 },
  yuncheng: { region: '140800', coverageYear: 2024 },
  nanning: { region: '450100', coverageYear: 2025 },
  shenzhen: { region: '440300', coverageYear: 2025 },
  shanghai: { region: '310000', coverageYear: 2025 },
  tianjin: { region: '120000', coverageYear: 2025 },
  shaanxi: { region: '610000', coverageYear: 2025 },
  yangzhou: { region: '321000', coverageYear: 2025 },
} as const;
export type RegionName = keyof typeof REGIONS;

export type Facts = Omit<LatePaymentRequestInput, 'region' | 'coverageYear' | 'paidOn'>;

/**
 * Assesses a payment on a day with the version that was in force on it.
 * @param replaced values at dotted paths that the table has instead of its own
 */
export function assessOn(
  name: RegionName,
  paidOn: string,
  facts: Facts = {},
  replaced: JsonObject = {},
): LatePaymentAssessment {
  const request = latePaymentRequestSchema.parse({ ...REGIONS[name], paidOn, ...facts });
  const policy = versionInForce(versionsOf(request.region, request.coverageYear), request.paidOn);
  if (!policy) throw new Error(`no table for ${name}`);
  const asked = Object.keys(replaced).length === 0 ? policy : versionOf(replaceAt(policy.source, replaced));
  return assessLatePayment(request, asked);
}

/** A person without a gap before the coverage year. */
export const continuous = (name: RegionName): Facts => ({
  history: { insuredYears: [REGIONS[name].coverageYear - 1] },
});
