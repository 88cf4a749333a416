/**
 * The door to the LAN: TLS, one host name, the sign-in, the office's pages and the HTTP API with the console. What else
 * the machine serves (AWS's services, the clock) is behind its own door on 127.0.0.1 and is not reached from here.
 */
import { createServer } from 'node:https';
import { closeServer, listen } from '../small-cloud/front-door/front-door.ts';
import { type AnswerStreamed, apiBodyLimit, createListener } from '../small-cloud/front-door/listener.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../small-cloud/services/http-api/api-event.ts';
import type { DoorCertificate } from './certificate.ts';

export interface OfficeDoor {
  /** `https://host:port` */
  origin: string;
  /** Until then every request is answered with 503. */
  open(rooms: OfficeRooms): void;
  close(): Promise<void>;
}

/** Who answers, by path. */
export interface OfficeRooms {
  office(path: string, request: ApiRequest): Promise<ApiResponse>;
  issuer(path: string, request: ApiRequest): Promise<ApiResponse>;
  api(request: ApiRequest): Promise<ApiResponse>;
  /** Documents of cases, by addresses that were signed: nothing else of the machine's services. */
  signed: AnswerStreamed;
}

const FORM_LIMIT = 64 * 1024;

/** @throws when the port is taken, saying so */
export async function openOfficeDoor(options: {
  host: string;
  port: number;
  address: string;
  certificate: DoorCertificate;
  log(line: string): void;
}): Promise<OfficeDoor> {
  const { cert, key } = options.certificate;
  let origin = '';
  let rooms: OfficeRooms | undefined;

  async function answer(request: ApiRequest): Promise<ApiResponse> {
    if (rooms === undefined) return gatewayAnswer(503, 'Service Unavailable');
    if (`https://${request.headers.host?.toLowerCase()}` !== origin) return gatewayAnswer(403, 'Forbidden');
    // A page of another site must not do anything in the name of who is signed in here.
    if (request.headers.origin !== undefined && request.headers.origin !== origin)
      return gatewayAnswer(403, 'Forbidden');
    const path = request.url.split('?')[0] ?? '/';
    if (path.startsWith('/_local/') || request.headers['x-amz-target'] !== undefined)
      return gatewayAnswer(404, 'Not Found');
    if (path.startsWith('/issuer/')) return rooms.issuer(path.slice('/issuer'.length), request);
    if (path === '/office' || path.startsWith('/office/')) {
      // A form comes from one of the office's own pages, and a browser says so.
      const foreign = request.method !== 'GET' && request.headers.origin === undefined;
      return foreign ? gatewayAnswer(403, 'Forbidden') : rooms.office(path, request);
    }
    // Whose browser it is, is nothing for the API: it takes tokens only.
    const { cookie: _cookie, ...headers } = request.headers;
    return rooms.api({ ...request, headers });
  }

  /** A signed address of this door, from one of its own pages or from none. */
  const streamed: AnswerStreamed = (head) => {
    const { host = '', origin: from = origin, authorization } = head.headers;
    const own = `https://${host.toLowerCase()}` === origin && from === origin && authorization === undefined;
    return own && /[?&]X-Amz-Signature=/.test(head.url) ? rooms?.signed(head) : undefined;
  };

  const server = createServer(
    { cert, key, minVersion: 'TLSv1.2' },
    createListener({
      streamed,
      bodyLimitOf: ({ url = '' }) => (/^\/(?:issuer|office)\//.test(url) ? FORM_LIMIT : apiBodyLimit),
      async answer(request) {
        const { headers, ...answered } = await answer(request);
        return { ...answered, headers: { 'strict-transport-security': 'max-age=31536000', ...headers } };
      },
      log: options.log,
    }),
  );
  const advice = 'stop that one, or choose another with npm run set-up -- --port N';
  const port = await listen(server, { port: options.port, address: options.address, advice });
  origin = `https://${options.host}${port === 443 ? '' : `:${port}`}`;
  return {
    origin,
    open(opened) {
      rooms = opened;
    },
    close: () => closeServer(server),
  };
}
