import { queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../api/client.ts';

export type Batch = Answer<'getBatch'>;

/** While cases are opened one looks on. */
const SOON_MS = 1_500;

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['batch', batchId],
    queryFn: ({ signal }) => call('getBatch', { path: { id: batchId } }, signal),
    refetchInterval: ({ state: { data } }) => (data?.state === 'opening' ? SOON_MS : false),
  });

/** @param region of a desk; a university has its own */
export const batchesQuery = (region: string | undefined) =>
  queryOptions({
    queryKey: ['batches', region],
    queryFn: ({ signal }) => call('listBatches', { query: { region } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.batches.some(({ state }) => state === 'opening') === true ? SOON_MS : false,
  });

/** Decimal yuan, added up without a float's remainder. */
export function addYuan(amounts: readonly string[]): string {
  const thousandths = amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 1000), 0);
  return (thousandths / 1000).toFixed(2);
}
