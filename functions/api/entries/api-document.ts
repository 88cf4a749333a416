import { describeApi } from '../http/openapi.ts';
import { describedRoutes } from './described-routes.ts';
import { EXAMPLES } from './examples.ts';
import { apiRules } from './rules.ts';

/** The API as `GET /openapi.json` describes it. A bundle holds what this answers, and no route for its sake. */
export const apiDocument = (): ReturnType<typeof describeApi> =>
  describeApi(
    describedRoutes.map(({ description }) => description),
    apiRules,
    EXAMPLES,
  );
