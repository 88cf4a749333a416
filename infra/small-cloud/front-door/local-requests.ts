import { z } from 'zod';
import { ClockError, formatTime, type KeptClock } from '../clock/kept-clock.ts';
import type { CustomResources } from '../services/custom-resources/custom-resources.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import type { OwnNames } from './own-names.ts';

const moveSchema = z.strictObject({ move: z.string() });

/** Answers what only this machine has, under `/_local/`: its clock, and the answers of custom resources. */
export function createLocalRequests(options: {
  keptClock: KeptClock;
  dataFolder: string;
  customResources: CustomResources;
  /** Its own pages may move the time too. */
  names: OwnNames;
}): (path: string, request: ApiRequest) => Promise<ApiResponse> {
  const { keptClock } = options;
  const showClock = (now: number) =>
    json(200, { now, time: formatTime(now), canBeMoved: keptClock.isSet, data: options.dataFolder });

  return async (path, request) => {
    // A page of another site, open in a browser of this machine, must not move the time here.
    const { origin } = request.headers;
    if (origin !== undefined && !options.names.isOwnOrigin(origin)) return gatewayAnswer(403, 'Forbidden');
    if (path === '/_local/clock' && request.method === 'GET') return showClock(keptClock.clock.now());
    if (path === '/_local/clock' && request.method === 'POST') {
      const asked = moveSchema.safeParse(parseJson(request.body));
      if (!asked.success) return json(400, { message: 'Expected {"move":"P90D"}' });
      try {
        return showClock(await keptClock.move(asked.data.move));
      } catch (error) {
        if (!(error instanceof ClockError)) throw error;
        return json(409, { message: error.message });
      }
    }
    const token = /^\/_local\/custom-resources\/([\w-]+)$/.exec(path)?.[1];
    if (token !== undefined && request.method === 'PUT') {
      return options.customResources.receive(token, request.body.toString('utf8')) ? json(200, {}) : json(404, {});
    }
    return gatewayAnswer(404, 'Not Found');
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function json(status: number, body: object): ApiResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
