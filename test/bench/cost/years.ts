/** What a deployment costs year by year: beside the work of each year, what stands and what stays. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { priceList } from './usage.ts';

const { prices } = priceList;
const yuan = (count: number, { perMillion }: { perMillion: number }): number => (count * perMillion) / 1e6;

/** What the templates hold that is paid by the month. */
export interface Standing {
  keys: number;
  secrets: number;
  /** An alarm over several metrics is paid by each of them. */
  alarmMetrics: number;
}

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

/** @param assembly folder of the synthesized templates */
export function countStanding(assembly: string): Standing {
  const files = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  const resources = files.flatMap((file) =>
    Object.values(templateSchema.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8'))).Resources),
  );
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const metrics = ofType('AWS::CloudWatch::Alarm').map(
    ({ Properties }) => JSON.stringify(Properties).match(/"MetricName"/g)?.length ?? 0,
  );
  return {
    keys: ofType('AWS::KMS::Key').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    alarmMetrics: metrics.reduce((sum, one) => sum + one, 0),
  };
}

export interface YearCost {
  year: number;
  work: number;
  keys: number;
  'alarms and secrets': number;
  storage: number;
  recovery: number;
  backups: number;
  logs: number;
  documents: number;
  together: number;
}

/**
 * @param work yuan of a year for what is done in it; `gigabytes` what a year adds that stays, in tables; `documentGigabytes` in the bucket;
 *   `logGigabytes` what it logs
 * @returns one entry a year. What is stored in the middle of a year is what the year is charged for.
 */
export function costOfYears(
  years: number,
  { keys, secrets, alarmMetrics }: Standing,
  {
    work,
    gigabytes,
    backupCopies,
    logGigabytes,
    documentGigabytes,
  }: { work: number; gigabytes: number; backupCopies: number; logGigabytes: number; documentGigabytes: number },
): YearCost[] {
  return Array.from({ length: years }, (_, index) => {
    const stored = gigabytes * (index + 0.5);
    // A key is rotated every year; the first two texts before the newest are paid like keys.
    const parts = {
      work,
      keys: yuan(12 * keys * Math.min(index + 1, 3), prices.keyMonth),
      'alarms and secrets': yuan(12 * alarmMetrics, prices.alarmMetricMonth) + yuan(12 * secrets, prices.secretMonth),
      storage: yuan(12 * stored, prices.storageGbMonth),
      recovery: yuan(12 * stored, prices.recoveryGbMonth),
      backups: yuan(12 * stored * backupCopies, prices.backupGbMonth),
      logs: yuan(logGigabytes, prices.logGb),
      documents:
        yuan(12 * documentGigabytes * (index + 0.5), prices.objectGbMonth) +
        yuan(12 * documentGigabytes * (index + 0.5), prices.objectBackupGbMonth),
    };
    return { year: index + 1, ...parts, together: Object.values(parts).reduce((sum, one) => sum + one, 0) };
  });
}
