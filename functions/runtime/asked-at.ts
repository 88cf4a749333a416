/**
 * The origin at which somebody asked, by the headers of the request (names in lower case). Nothing is trusted to it: whoever
 * makes it up gets an answer that is of no use to him.
 */
export function askedAt({
  host = '',
  origin = '',
  'x-forwarded-proto': scheme = 'http',
}: Readonly<Record<string, string>>): string {
  // A page knows its scheme even where a proxy in front of this machine does not tell.
  const ofPage = URL.canParse(origin) ? new URL(origin) : undefined;
  return ofPage?.host === host.toLowerCase() ? ofPage.origin : `${scheme}://${host}`;
}
