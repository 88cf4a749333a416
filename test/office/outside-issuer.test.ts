/** Signing in by another issuer: a real one, over TLS with a CA that only the office knows. */

import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAccounts } from '../../infra/office/accounts/accounts.ts';
import { makeCertificate, openOwnCertificate } from '../../infra/office/certificate.ts';
import { type OfficeDoor, openOfficeDoor } from '../../infra/office/door.ts';
import { openRooms } from '../../infra/office/rooms.ts';
import { setUp } from '../../infra/office/set-up.ts';
import { readSettings, writeSettings } from '../../infra/office/settings.ts';
import { trustAuthority } from '../../infra/office/sign-in/outside-issuer.ts';
import { openOfficeState } from '../../infra/office/watch/office-state.ts';
import { openIssuer } from '../../infra/small-cloud/issuer/issuer.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { openVisitor, type Visitor } from './visitor.ts';

const data = makeFolder();
let door: OfficeDoor;
let ca = '';
let own = { cert: '', key: '' };
let server: Server | undefined;
let issuerPort = 0;
let origin = '';
const said: string[] = [];

/** Starts the issuer with keys of its own; whoever comes is who the cookie `who` says. */
async function startIssuer(): Promise<void> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const url = `https://localhost:${issuerPort}`;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: 'canbao',
        client_secret: 'a secret of the office',
        redirect_uris: [`${origin}/office/outside/back`],
        post_logout_redirect_uris: [`${origin}/office/sign-in`],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key'] },
    ttl: {},
    // Nobody is asked whether the office may know who it is.
    async loadExistingGrant({ oidc }) {
      const { clientId } = oidc.client;
      const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  const answer = provider.callback();
  server = createServer(own, (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const who = /who=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody';
    const finish = async () => {
      await provider.interactionFinished(request, response, { login: { accountId: who } });
    };
    finish().catch((error) => response.writeHead(500).end(String(error)));
    return undefined;
  });
  await new Promise<void>((resolve) => server?.listen(issuerPort, '127.0.0.1', resolve));
  const address = server.address();
  issuerPort = typeof address === 'object' && address !== null ? address.port : 0;
}

const stopIssuer = () =>
  new Promise<void>((resolve) => {
    server?.close(() => resolve());
    server?.closeAllConnections();
  });

beforeAll(async () => {
  setUp(
    data,
    { host: 'canbao.example.lan', address: '127.0.0.1', regions: ['141181'] },
    { name: 'li.wenjing', shown: '李文静' },
    Date.now(),
  );
  const certificate = await openOwnCertificate(data, 'canbao.example.lan', Date.now());
  ca = certificate.cert;
  door = await openOfficeDoor({
    host: 'canbao.example.lan',
    port: 0,
    address: '127.0.0.1',
    certificate,
    log: () => {},
  });
  origin = door.origin;
  own = await makeCertificate('localhost', Date.now());
  const authority = join(data, 'issuer-ca.pem');
  writeFileSync(authority, own.cert);
  trustAuthority(authority, Date.now());
  // A port of its own, so that the issuer comes back where it was.
  await startIssuer();
  await stopIssuer();
  const settings = readSettings(data);
  if (settings === undefined) throw new Error('not set up');
  const issuer = {
    url: `https://localhost:${issuerPort}`,
    clientId: 'canbao',
    clientSecret: 'a secret of the office',
    ca: null,
  };
  writeSettings(data, { ...settings, issuer });
  const accounts = openAccounts(data);
  const clerk = { role: 'caseworker', university: null, administrator: false } as const;
  accounts.add('wang.jianguo', { ...clerk, regions: ['141181'], shown: '王建国', outside: 'gov-4711' }, Date.now());
  door.open(
    openRooms({
      signed: () => undefined,
      data,
      settings: { ...settings, issuer },
      accounts,
      issuer: await openIssuer(data, { audience: 'canbao' }),
      state: openOfficeState(data, Date.now()),
      origin,
      api: async () => ({ status: 200, headers: {}, body: '' }),
      now: Date.now,
      issuedAt: Date.now,
      say: (line) => said.push(line),
    }),
  );
});
afterAll(async () => {
  await stopIssuer();
  await door.close();
});

/** Follows the issuer's redirects until it sends one back to the office; the path there. */
async function signInOutside(visitor: Visitor, who: string): Promise<string> {
  const left = await visitor.get('/office/outside?to=/office/');
  const browser = openVisitor(`https://localhost:${issuerPort}`, own.cert);
  browser.cookies.set('who', who);
  let location = String(left.headers.location);
  for (let step = 0; step < 10 && !location.startsWith(origin); step += 1) {
    const { headers, text, status } = await browser.get(location);
    if (headers.location === undefined) throw new Error(`${status} ${text}`);
    location = new URL(String(headers.location), location).href;
  }
  return location;
}

test('an issuer that is down keeps nobody from the page, and is asked again', async () => {
  const down = await openVisitor(origin, ca).get('/office/outside?to=/console');
  expect([down.status, down.text]).toEqual([502, expect.stringContaining('连不上')]);
  expect(said.at(-1)).toMatch(/^the issuer https:\/\/localhost:\d+: .+/);
  await startIssuer();
});

test('who is written down for a subject signs in with the role of the account, and signs out there as well', async () => {
  const clerk = openVisitor(origin, ca);
  expect((await clerk.get(await signInOutside(clerk, 'gov-4711'))).status).toBe(303);
  const tokens = await clerk.tokens();
  const claims = JSON.parse(Buffer.from(tokens?.access_token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  expect(claims).toMatchObject({ sub: 'wang.jianguo', role: 'caseworker', regions: '141181' });
  const out = await clerk.get('/issuer/sign-out');
  expect(String(out.headers.location)).toMatch(/^https:\/\/localhost:\d+\/session\/end\?.*id_token_hint=/);
  expect(await clerk.tokens()).toBeNull();
});

test('whom nobody has written down gets no session, but the number to give to the administrator', async () => {
  const stranger = openVisitor(origin, ca);
  const back = await stranger.get(await signInOutside(stranger, 'gov-0815'));
  expect([back.status, back.text]).toEqual([403, expect.stringContaining('gov-0815')]);
  expect(await stranger.tokens()).toBeNull();
});

test('an answer is taken once, and only by the browser that asked', async () => {
  const [clerk, thief] = [openVisitor(origin, ca), openVisitor(origin, ca)];
  const back = await signInOutside(clerk, 'gov-4711');
  expect((await thief.get(back)).status).toBe(401);
  // The attempt has used it up for everybody.
  expect((await clerk.get(back)).status).toBe(401);
});

test('an issuer that comes back with other keys is believed by these', async () => {
  await stopIssuer();
  await startIssuer();
  const clerk = openVisitor(origin, ca);
  expect((await clerk.get(await signInOutside(clerk, 'gov-4711'))).status).toBe(303);
});
