import type { MapLimits } from '../execution/changes.ts';

/** Whether so many failures are allowed. Without a tolerance the first is one too many. */
export function tolerates({ failures, percentage, total }: MapLimits, failed: number): boolean {
  if (failures === undefined && percentage === undefined) return failed === 0;
  const tooMany = failures !== undefined && failed > failures;
  const tooLarge = percentage !== undefined && (failed / total) * 100 > percentage;
  return !tooMany && !tooLarge;
}
