import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import type { Issuer } from './issuer.ts';

/** Answers what comes in below `/issuer` with the issuer's public documents. */
export function createIssuerRequests({ issuer }: { issuer: Issuer }) {
  return async (path: string, request: ApiRequest): Promise<ApiResponse> => {
    const document = request.method === 'GET' ? issuer.document(path, `http://${request.headers.host}`) : undefined;
    if (document === undefined) return gatewayAnswer(404, 'Not Found');
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    return { status: 200, headers, body: JSON.stringify(document) };
  };
}
