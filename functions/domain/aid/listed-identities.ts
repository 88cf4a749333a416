/**
 * What aid lists say about who a person is, beside what was declared at a desk. A list knows the category and since
 * when; grade and certificate are only ever declared.
 */
import type { LocalDate } from '../calendar.ts';
import type { Identity } from '../late-payment/request.ts';
import type { AidCategory } from '../regions.ts';

/** A person on the list of one authority. */
export interface Listing {
  category: AidCategory;
  identifiedOn: LocalDate;
  /** The day from which the person is no longer on it. */
  removedOn?: LocalDate | undefined;
}

const isListedOn = ({ removedOn }: Listing, day: LocalDate): boolean => removedOn === undefined || removedOn > day;

/**
 * The identities by which to decide: of every category on a list the listed day counts, the earliest of several
 * authorities'. Taken off every list, a category is lost, unless it was declared as recognised anew since.
 */
export function identitiesByLists(
  declared: readonly Identity[],
  listings: readonly Listing[],
  day: LocalDate,
): Identity[] {
  const categories = [...new Set([...declared, ...listings].map(({ category }) => category))];
  return categories.flatMap((category): Identity[] => {
    const own = declared.filter((identity) => identity.category === category);
    const listed = listings.filter((listing) => listing.category === category);
    if (listed.length === 0) return own;
    const since = listed
      .filter((listing) => isListedOn(listing, day))
      .map(({ identifiedOn }) => identifiedOn)
      .sort()[0];
    if (since !== undefined) return [{ ...own[0], category, identifiedOn: since }];
    const lastRemoved = listed
      .flatMap(({ removedOn }) => removedOn ?? [])
      .sort()
      .at(-1);
    return own.filter(({ identifiedOn }) => identifiedOn !== undefined && identifiedOn >= (lastRemoved ?? day));
  });
}
