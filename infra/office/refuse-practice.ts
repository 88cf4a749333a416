import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const clockSchema = z.object({ offset: z.number().nullable() });

/** @throws for a folder whose time was set: what is in it is practice, and its days are none */
export function refuseMovedClock(data: string): void {
  const path = join(data, 'clock.json');
  if (!existsSync(path)) return;
  const { offset } = clockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (offset !== null)
    throw new Error(`${data} was used for practice, with a clock that was set; an office needs a folder of its own`);
}
