/** Finds the route of a request. */
import { type HttpAnswer, type HttpRequest, problemOf } from '../../runtime/http-handler.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { Route } from './route.ts';
import type { Entry, EntryServices } from './services.ts';

/** The parts of a path that vary, or null if the path is another. */
function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== text : text === '') return null;
    if (name !== undefined) params[name] = decode(text);
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const varying = (pattern: string): number => pattern.split('{').length;

/** Answers by the route that matches with the fewest parts that vary, as the gateway does. A problem is given the route's pattern, which is what a log may hold. */
export function routeRequests<Served extends Entry>(routes: readonly Route<Served>[], services: EntryServices[Served]) {
  const exactFirst = routes.toSorted((one, other) => varying(one.description.path) - varying(other.description.path));
  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const matches = exactFirst.flatMap((route) => {
      const params = matchPath(route.description.path, request.path);
      return params ? [{ route, params }] : [];
    });
    const found = matches.find(({ route }) => route.description.method === request.method);
    if (!found) {
      const methods = matches.map(({ route }) => route.description.method).join('、');
      throw matches.length > 0
        ? new ProblemError('method_not_allowed', `这个接口只支持 ${methods}。`)
        : new ProblemError('route_not_found', '没有这个接口，接口一览见 /openapi.json。');
    }
    const { method, path } = found.route.description;
    try {
      return await found.route.answer(request, found.params, services);
    } catch (error) {
      const problem = problemOf(error);
      problem.route = `${method} ${path}`;
      throw problem;
    }
  };
}
