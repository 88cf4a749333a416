/** The sign-in of this machine: a code works once, an id token carries its nonce, and what was ended stays ended. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { claimNames } from '../../infra/local/sign-in/claims.ts';
import { createSignIn } from '../../infra/local/sign-in/sign-in.ts';
import { startClock } from '../../infra/small-cloud/clock/clock.ts';
import { createOwnNames } from '../../infra/small-cloud/front-door/own-names.ts';
import { openIssuer } from '../../infra/small-cloud/issuer/issuer.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-sign-in-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const URL_HERE = 'http://127.0.0.1:4180';
const VERIFIER = 'v'.repeat(43);
const clientId = 'canbao-console';

/** A start of the machine on the same folder. */
async function start() {
  const issuer = await openIssuer(folder, { audience: 'canbao', claims: claimNames });
  const names = createOwnNames(Number(new URL(URL_HERE).port));
  const path = (name: string) => join(folder, name);
  const answer = createSignIn({ issuer, clock: startClock({ standsStill: true }), names, url: URL_HERE, path });
  const ask = (method: string, url: string, form: Record<string, string>, cookie = '') =>
    answer(url.split('?')[0] ?? '', {
      method,
      url,
      headers: { origin: URL_HERE, cookie },
      sourceIp: '127.0.0.1',
      body: Buffer.from(new URLSearchParams(form).toString()),
    });
  return {
    async signIn(nonce: string) {
      const answered = await ask('POST', '/authorize', {
        ...{ response_type: 'code', client_id: clientId, redirect_uri: `${URL_HERE}/console/signed-in`, nonce },
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        ...{ code_challenge_method: 'S256', persona: 'caseworker-li', region: '141181' },
      });
      const code = new URL(answered.headers?.location ?? '').searchParams.get('code') ?? '';
      return { code, cookie: String(answered.headers?.['set-cookie']).split(';')[0] ?? '' };
    },
    async token(form: Record<string, string>) {
      const { status, body } = await ask('POST', '/token', {
        client_id: clientId,
        redirect_uri: `${URL_HERE}/console/signed-in`,
        code_verifier: VERIFIER,
        ...form,
      });
      return { status, ...tokenSchema.parse(JSON.parse(String(body))) };
    },
    revoke: (token: string) => ask('POST', '/revoke', { token }),
    signOut: (cookie: string) => ask('GET', '/sign-out', {}, cookie),
    /** Whether the browser is still known, as the console asks without a page. */
    async isKnown(cookie: string) {
      const asked = new URLSearchParams({
        ...{
          response_type: 'code',
          client_id: clientId,
          redirect_uri: `${URL_HERE}/console/signed-in`,
          prompt: 'none',
        },
        ...{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' },
      });
      const answered = await ask('GET', `/authorize?${asked}`, {}, cookie);
      return !String(answered.headers?.location).includes('login_required');
    },
  };
}
const tokenSchema = z.object({
  error: z.string().optional(),
  id_token: z.string().optional(),
  refresh_token: z.string().default(''),
});
const byCode = (code: string) => ({ grant_type: 'authorization_code', code });
const byRefresh = (refresh_token: string) => ({ grant_type: 'refresh_token', refresh_token });

test('a code is traded once, also after a restart, for a token with the nonce of its sign-in', async () => {
  const machine = await start();
  const { code } = await machine.signIn('nonce-1');
  const { id_token } = await machine.token(byCode(code));
  expect(decodeJwt(id_token ?? '').nonce).toBe('nonce-1');
  expect(await machine.token(byCode(code))).toMatchObject({ status: 400, error: 'invalid_grant' });
  expect(await (await start()).token(byCode(code))).toMatchObject({ status: 400, error: 'invalid_grant' });
});

test('signing out ends the refresh tokens and the session, also after a restart, and nobody else’s', async () => {
  const machine = await start();
  const [mine, others] = [await machine.signIn('n'), await machine.signIn('n')];
  const [own, theirs] = [await machine.token(byCode(mine.code)), await machine.token(byCode(others.code))];
  const renewed = await machine.token(byRefresh(own.refresh_token));
  await machine.signOut(mine.cookie);
  for (const started of [machine, await start()]) {
    for (const { refresh_token } of [own, renewed]) {
      expect(await started.token(byRefresh(refresh_token))).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
    expect(await started.isKnown(mine.cookie)).toBe(false);
    expect(await started.token(byRefresh(theirs.refresh_token))).toMatchObject({ status: 200 });
    expect(await started.isKnown(others.cookie)).toBe(true);
  }
});

test('a revoked refresh token stays revoked after a restart', async () => {
  const machine = await start();
  const { refresh_token } = await machine.token(byCode((await machine.signIn('n')).code));
  expect((await machine.revoke(refresh_token)).status).toBe(200);
  expect((await machine.revoke('of nobody')).status).toBe(200);
  expect(await (await start()).token(byRefresh(refresh_token))).toMatchObject({ error: 'invalid_grant' });
});
