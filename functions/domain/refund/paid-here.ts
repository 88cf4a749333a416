/** Which payments this region may give back: those that were paid in it. */
import type { RefundPayment } from './request.ts';

/** A county of the prefecture counts as paid in the prefecture. */
export const isPaidIn = ({ place }: Pick<RefundPayment, 'place'>, region: string): boolean =>
  place === region || (region.endsWith('00') && place.startsWith(region.slice(0, region.endsWith('0000') ? 2 : 4)));
