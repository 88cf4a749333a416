/** Texts of any length, as somebody may paste them: numbers of persons are looked for in work that grows with them. */
import { expect, test } from 'vitest';
import { holdsPersonalNumber } from '../../functions/domain/person/numbers-in-text.ts';
import { growthOf } from './growth.ts';

test('a text of any length is read in work that grows as it does', async () => {
  for (const piece of ['1', '1 ', '86', '20251103', 'X1', '13900000000', '说1']) {
    const read = (size: number) => holdsPersonalNumber(piece.repeat(size / piece.length));
    expect(await growthOf(read, 30_000), piece).toBeLessThan(9);
  }
});
