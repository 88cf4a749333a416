/** The ways that a table of the first form knows without the word. */
import type { Way } from '../ways/model.ts';
import { newborns } from './newborn-ways.ts';
import { inTime, late } from './period-ways.ts';
import { exits, recognisedSince } from './special-ways.ts';
import { type FirstForm, from, toldOf } from './told.ts';
import type { WayOfForm } from './way.ts';

/** Those with a condition first, each before the one that it would be without it. */
export function waysOf(form: FirstForm): Way[] {
  const ends = toldOf(form, 'benefitEnd', form.table.benefitEnd, () => from('year_end'));
  const ways: WayOfForm[] = [
    ...newborns(form),
    ...exits(form),
    ...recognisedSince(form),
    ...inTime(form),
    ...late(form),
  ];
  const inOrder = [...ways.filter(({ who }) => who !== null), ...ways.filter(({ who }) => who === null)];
  return inOrder.map((way) => ({ ...way, ends, ...(way.kind === 'late' && { anyDayInCash: true as const }) }));
}
