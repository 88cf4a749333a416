/** A matched route with the path's parameters, decoded. */
export interface RouteMatch<Route> {
  route: Route;
  pathParameters: Record<string, string>;
}

interface Entry<Route> {
  method: string;
  segments: string[];
  route: Route;
}

/**
 * The routes of one HTTP API by route key (`GET /cases/{id}`, `ANY /files/{path+}`, `$default`). The most specific one
 * is chosen: literal segments before parameters, parameters before a greedy rest, a method before ANY, `$default` last.
 */
export function createRouteTable<Route>() {
  const entries: Entry<Route>[] = [];
  let fallback: Route | undefined;

  return {
    add(routeKey: string, route: Route): void {
      if (routeKey === '$default') {
        fallback = route;
        return;
      }
      const [method = '', path = ''] = routeKey.split(' ');
      entries.push({ method, segments: path.split('/').slice(1), route });
    },
    match(method: string, path: string): RouteMatch<Route> | undefined {
      const given = path.split('/').slice(1);
      const candidates = entries
        .filter((entry) => (entry.method === method || entry.method === 'ANY') && fits(entry.segments, given))
        .sort((a, b) => compare(specificity(a), specificity(b)));
      const best = candidates[0];
      if (best) return { route: best.route, pathParameters: readParameters(best.segments, given) };
      return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
    },
  };
}

const isGreedy = (segment: string) => segment.startsWith('{') && segment.endsWith('+}');
const isParameter = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

function fits(segments: string[], given: string[]): boolean {
  const greedy = segments.some(isGreedy);
  if (greedy ? given.length < segments.length : given.length !== segments.length) return false;
  return segments.every((segment, at) => (isParameter(segment) ? given[at] !== '' : segment === given[at]));
}

function specificity(entry: Entry<unknown>): string {
  const kinds = entry.segments.map((segment) => (isGreedy(segment) ? 'c' : isParameter(segment) ? 'b' : 'a'));
  return `${kinds.join('')}|${entry.method === 'ANY' ? 'b' : 'a'}`;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function readParameters(segments: string[], given: string[]): Record<string, string> {
  return Object.fromEntries(
    segments.flatMap((segment, at) => {
      if (isGreedy(segment)) return [[segment.slice(1, -2), decode(given.slice(at).join('/'))]];
      return isParameter(segment) ? [[segment.slice(1, -1), decode(given[at] ?? '')]] : [];
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
