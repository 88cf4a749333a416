import { describeApiRoute } from '../../../functions/api/http/describe-api.ts';

/** The API's description as `GET /openapi.json` answers it. */
export async function readApiDocument(): Promise<unknown> {
  const { method, path } = describeApiRoute.description;
  const request = { method, path, query: {}, headers: {}, body: Buffer.alloc(0), claims: undefined, at: '' };
  const { body } = await describeApiRoute.answer(request, {}, undefined);
  return body;
}
