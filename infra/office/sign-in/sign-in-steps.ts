/** How somebody signs in with an account of the office: password, second factor, and at the first time both are set. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiRequest, ApiResponse } from '../../small-cloud/services/http-api/api-event.ts';
import { type Account, hasOldPassword, passwordOf, withPassword } from '../accounts/account.ts';
import type { AccountBook } from '../accounts/accounts.ts';
import type { Delays } from '../accounts/delays.ts';
import { BusyError, digestOneTimeCode, fitsPassword, hashPassword, refusePassword } from '../accounts/passwords.ts';
import { drawFactor, makeFactorSecret, readFactorCode } from '../accounts/second-factor.ts';
import type { SignInLog } from '../accounts/sign-in-log.ts';
import { cookie, formOf, page, queryOf, readCookie, redirect } from '../pages/page.ts';
import type { Sessions } from './sessions.ts';
import { drawCodeForm, drawFactorForm, drawPasswordForm, drawSignInForm } from './sign-in-forms.ts';

export interface SignInSteps {
  /** Answers what is below `/office/sign-in`. */
  handle(path: string, request: ApiRequest): Promise<ApiResponse>;
  /** Starts a session for somebody who is known, and leads on. */
  enter(account: Account, to: string, request: ApiRequest, idToken?: string): ApiResponse;
}

interface Step {
  account: string;
  to: string;
  until: number;
  /** What is asked for next. */
  next: 'code' | 'password' | 'factor';
  /** Set, and kept when everything that has to be set is. */
  password: string | null;
  secret: string;
}

const STEP_MS = 10 * 60_000;
const STEPS_KEPT = 1_000;
const DEVICE_SECONDS = 400 * 86_400;

/** Where one may go on to: the issuer, for the console, and the office's own pages. */
export function safeTarget(to: string | null | undefined): string {
  return to !== null && to !== undefined && /^\/(?:issuer\/authorize\?|office(?:\/|$))[\w\-./?&=%+~:*]*$/.test(to)
    ? to
    : '/console';
}

/** One prefix of IPv6 is one house. */
const placeOf = (address: string): string =>
  address.includes('.') ? address.replace(/^::ffff:/i, '') : address.split(':').slice(0, 4).join(':');

export function createSignInSteps(parts: {
  accounts: AccountBook;
  sessions: Sessions;
  delays: Delays;
  log: SignInLog;
  needsFactor(account: Account): boolean;
  /** Whether another issuer is there to sign in by. */
  outside: boolean;
  /** Whether residents may reckon here without signing in. */
  estimate: boolean;
  /** Real time, for codes and days. */
  now(): number;
  /** Milliseconds of a clock that only runs on, for delays. */
  elapsed(): number;
}): SignInSteps {
  const { accounts, sessions, delays, log } = parts;
  const steps = new Map<string, Step>();

  const deviceCookie = (name: string): string =>
    `device-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;

  /** A try of a known computer is counted by itself, so that others cannot hold it up. */
  function keysOf(name: string, request: ApiRequest): { keys: string[]; known: boolean } {
    const mark = readCookie(request, deviceCookie(name));
    const device = mark === undefined ? null : accounts.readDevice(name, mark);
    if (device !== null) return { keys: [`device ${name} ${device}`], known: true };
    return { keys: [`account ${name}`, `address ${placeOf(request.sourceIp)}`], known: false };
  }

  function refuseEarly(request: ApiRequest, name: string): { wait: number; keys: string[]; known: boolean } {
    const { keys, known } = keysOf(name, request);
    const [first = ''] = keys;
    const wait = delays.begin(keys, parts.elapsed());
    const refused = wait > 0 ? 0 : delays.takeRefused(first);
    const account = accounts.find(name) === undefined ? null : name;
    if (refused > 0) log.add({ event: 'refused', account, address: request.sourceIp, count: refused });
    return { wait, keys, known };
  }

  const forget = (keys: readonly string[]) =>
    delays.succeed(
      keys,
      keys.filter((key) => !key.startsWith('address ')),
    );

  function askAgain(status: number, to: string, said: string, headers?: Record<string, string>): ApiResponse {
    return page('登录', drawSignInForm({ to, said, outside: parts.outside, estimate: parts.estimate }), {
      status,
      narrow: true,
      ...(headers !== undefined && { headers }),
    });
  }

  const waitFor = (wait: number, to: string): ApiResponse => {
    const seconds = Math.ceil(wait / 1000);
    const words = seconds < 90 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
    return askAgain(429, to, `输错次数太多，请等 ${words} 再试。`, { 'retry-after': String(seconds) });
  };

  async function takePassword(request: ApiRequest): Promise<ApiResponse> {
    const form = formOf(request);
    const name = (form.get('name') ?? '').trim().toLowerCase().slice(0, 100);
    const typed = form.get('password') ?? '';
    const to = safeTarget(form.get('to'));
    const { wait, keys, known } = refuseEarly(request, name);
    if (wait > 0) return waitFor(wait, to);
    const account = accounts.find(name);
    let fits: boolean;
    try {
      fits = await fitsPassword(account === undefined ? null : passwordOf(account), typed, known);
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
      // Nobody looked at it, so it was not wrong.
      delays.succeed(keys, []);
      return askAgain(503, to, '现在登录的人太多，请过一会儿再试。', { 'retry-after': '10' });
    }
    const isOneTime = account !== undefined && fitsOneTime(account, typed, parts.now());
    const address = request.sourceIp;
    // What somebody else has changed while this waited for its turn counts.
    const current = accounts.find(name);
    if (account === undefined || current !== account || !(fits || isOneTime)) {
      log.add({ event: 'wrong-password', account: account?.name ?? null, address });
      return askAgain(401, to, '账户名或密码不对。');
    }
    if (account.closed) {
      log.add({ event: 'closed-account', account: name, address });
      return askAgain(401, to, '账户名或密码不对。');
    }
    if (account.factor !== null) {
      // Codes are counted with the passwords, and nothing is forgotten before the code is right, too.
      delays.succeed(keys, []);
      return begin({ account: name, to, next: 'code' });
    }
    forget(keys);
    if (isOneTime || hasOldPassword(account, parts.now())) return begin({ account: name, to, next: 'password' });
    return parts.needsFactor(account) ? begin({ account: name, to, next: 'factor' }) : enter(account, to, request);
  }

  function begin(step: Pick<Step, 'account' | 'to' | 'next'>, kept: Partial<Step> = {}): ApiResponse {
    const now = parts.elapsed();
    for (const [id, { until }] of steps) if (until < now || steps.size > STEPS_KEPT) steps.delete(id);
    const id = randomBytes(32).toString('base64url');
    const begun = { password: null, secret: makeFactorSecret(), ...kept, ...step, until: now + STEP_MS };
    steps.set(id, begun);
    return show(begun, null, 200, [cookie('step', id, STEP_MS / 1000)]);
  }

  function show(step: Step, said: string | null, status = 200, cookies: readonly string[] = []): ApiResponse {
    const options = { status, narrow: true, cookies };
    if (step.next === 'code') return page('动态码', drawCodeForm(said), options);
    if (step.next === 'password') return page('设置密码', drawPasswordForm(said), options);
    return page('绑定动态码', drawFactorForm(drawFactor(step.secret, step.account), step.secret, said), options);
  }

  async function takeStep(kind: Step['next'], request: ApiRequest): Promise<ApiResponse> {
    const id = readCookie(request, 'step') ?? '';
    const step = steps.get(id);
    const account = step && accounts.find(step.account);
    if (step === undefined || step.next !== kind || step.until < parts.elapsed() || !account || account.closed)
      return askAgain(401, '/console', '登录已过期，请从头再来。');
    const form = formOf(request);
    if (kind === 'code') return takeCode(id, step, account, form.get('code') ?? '', request);
    if (kind === 'password') return takeNewPassword(id, step, account, form);
    return takeFactor(id, step, account, form.get('code') ?? '', request);
  }

  function takeCode(id: string, step: Step, account: Account, code: string, request: ApiRequest): ApiResponse {
    const { wait, keys } = refuseEarly(request, account.name);
    if (wait > 0) {
      steps.delete(id);
      return waitFor(wait, step.to);
    }
    const { factor } = account;
    const counter = factor && readFactorCode(factor.secret, code, factor.lastCounter, parts.now());
    if (factor === null || counter === null) {
      log.add({ event: 'wrong-code', account: account.name, address: request.sourceIp });
      return show(step, '动态码不对，或者已经用过。请等下一个动态码。', 401);
    }
    accounts.change(account.name, { factor: { ...factor, lastCounter: counter } });
    steps.delete(id);
    forget(keys);
    const current = accounts.find(account.name) ?? account;
    if (hasOldPassword(current, parts.now())) return begin({ account: account.name, to: step.to, next: 'password' });
    return enter(current, step.to, request);
  }

  async function takeNewPassword(
    id: string,
    step: Step,
    account: Account,
    form: URLSearchParams,
  ): Promise<ApiResponse> {
    const password = form.get('password') ?? '';
    if (password !== form.get('again')) return show(step, '两次输入的密码不一样。', 400);
    const refusal = await refusePassword(password, account);
    if (refusal !== null) return show(step, refusal, 400);
    const hash = await hashPassword(password);
    // Only once: whoever comes second with the same step begins anew.
    if (accounts.find(account.name) !== account || !steps.delete(id))
      return askAgain(401, step.to, '登录已过期，请从头再来。');
    if (account.factor === null && parts.needsFactor(account))
      return begin({ account: account.name, to: step.to, next: 'factor' }, { password: hash });
    accounts.change(account.name, withPassword(account, hash, parts.now()));
    sessions.endAllOf(account.name);
    log.add({ event: 'password-set', account: account.name, address: null });
    return askAgain(200, step.to, '密码已设置，请用新密码登录。');
  }

  function takeFactor(id: string, step: Step, account: Account, code: string, request: ApiRequest): ApiResponse {
    const counter = readFactorCode(step.secret, code, -1, parts.now());
    if (counter === null) return show(step, '动态码不对。请看手机的时间是否准确，再输入现在显示的六位数字。', 401);
    if (account.factor !== null || !steps.delete(id)) return askAgain(401, step.to, '登录已过期，请从头再来。');
    const factor = { secret: step.secret, lastCounter: counter };
    const set = step.password === null ? {} : withPassword(account, step.password, parts.now());
    const changed = accounts.change(account.name, { ...set, factor });
    if (step.password !== null) log.add({ event: 'password-set', account: account.name, address: request.sourceIp });
    log.add({ event: 'factor-set', account: account.name, address: request.sourceIp });
    return enter(changed, step.to, request);
  }

  function enter(account: Account, to: string, request: ApiRequest, idToken?: string): ApiResponse {
    const { cookie: value } = sessions.start(account.name, idToken);
    log.add({ event: 'signed-in', account: account.name, address: request.sourceIp });
    const target = account.role === null && !to.startsWith('/office') ? '/office/' : to;
    return redirect(target, [
      cookie('session', value, 12 * 60 * 60),
      cookie('step', '', 0),
      cookie(deviceCookie(account.name), accounts.markDevice(account.name), DEVICE_SECONDS),
    ]);
  }

  return {
    enter,
    async handle(path, request) {
      const route = `${request.method} ${path}`;
      if (route === 'GET /office/sign-in')
        return page(
          '登录',
          drawSignInForm({
            to: safeTarget(queryOf(request).to),
            said: null,
            outside: parts.outside,
            estimate: parts.estimate,
          }),
          {
            narrow: true,
          },
        );
      if (route === 'POST /office/sign-in') return takePassword(request);
      if (route === 'POST /office/sign-in/code') return takeStep('code', request);
      if (route === 'POST /office/sign-in/password') return takeStep('password', request);
      if (route === 'POST /office/sign-in/factor') return takeStep('factor', request);
      return redirect('/office/sign-in');
    },
  };
}

function fitsOneTime({ oneTime }: Account, typed: string, now: number): boolean {
  if (oneTime === null || oneTime.until < now) return false;
  const [given, wanted] = [Buffer.from(digestOneTimeCode(typed)), Buffer.from(oneTime.digest)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
