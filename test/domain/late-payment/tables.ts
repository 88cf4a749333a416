/** The published tables as the rules read them, and an assessment in one line. */
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../../functions/domain/late-payment/assessment.ts';
import {
  type LatePaymentRequestInput,
  latePaymentRequestSchema,
} from '../../../functions/domain/late-payment/request.ts';
import { versionInForce } from '../../../functions/domain/policy/version-in-force.ts';
import type { JsonObject, PolicyVersion } from '../../../functions/domain/policy.ts';
import { replaceAt } from '../../../functions/policies/layers.ts';
import { versionOf } from '../../../functions/policies/version.ts';
import { findIn, publishedTables, tablesIn } from '../../policies/tables.ts';

export const FIRST_FORM = new URL('../../policies/first-form', import.meta.url).pathname;

export const allVersions: readonly PolicyVersion[] = publishedTables();
export const inFirstForm: readonly PolicyVersion[] = tablesIn('first-form');

export const versionsOf = findIn(allVersions);
/** The same tables in the form in which 0.1.1 published them. */
export const firstFormOf = findIn(inFirstForm);

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
 * @param replaced values at dotted paths that the table in its first form has instead of its own
 */
export function assessOn(
  name: RegionName,
  paidOn: string,
  facts: Facts = {},
  replaced: JsonObject = {},
): LatePaymentAssessment {
  const request = latePaymentRequestSchema.parse({ ...REGIONS[name], paidOn, ...facts });
  const isPublished = Object.keys(replaced).length === 0;
  const versions = (isPublished ? versionsOf : firstFormOf)(request.region, request.coverageYear);
  const policy = versionInForce(versions, request.paidOn);
  if (!policy) throw new Error(`no table for ${name}`);
  return assessLatePayment(request, isPublished ? policy : versionOf(replaceAt(policy.source, replaced)));
}

/** A person without a gap before the coverage year. */
export const continuous = (name: RegionName): Facts => ({
  history: { insuredYears: [REGIONS[name].coverageYear - 1] },
});
