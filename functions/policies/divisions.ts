/** Which codes GB/T 2260 has, as `divisions.json` lists them: as of the end of 2021. */
import { z } from 'zod';
import listed from './divisions.json' with { type: 'json' };

/** By the first four digits of a code, the last two of each county below it, one after the other. */
const { below } = z.object({ below: z.record(z.string(), z.string().regex(/^(\d\d)*$/)) }).parse(listed);

/** A province, a prefecture, or a county of one. */
export function isDivision(code: string): boolean {
  const [above, last] = [code.slice(0, 4), code.slice(4)];
  const counties = below[above];
  if (counties === undefined) return false;
  return last === '00' || [...counties.matchAll(/\d\d/g)].some(([county]) => county === last);
}
