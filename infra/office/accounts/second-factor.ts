/** The second factor: codes of six digits that an app reckons from a secret and the time (TOTP, RFC 6238). */
import { Secret, TOTP } from 'otpauth';
import encodeQR from 'qr';

const PERIOD_SECONDS = 30;

const totpOf = (secret: string, label: string) =>
  new TOTP({ issuer: '参保', label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });

export const makeFactorSecret = (): string => new Secret({ size: 20 }).base32;

/** A picture that an app reads, as SVG. */
export const drawFactor = (secret: string, account: string): string =>
  encodeQR(totpOf(secret, account).toString(), 'svg');

/**
 * The counter of the period that a code is of, now or one period away; null for a wrong code, and for one of a period
 * that was used already: a code that somebody has read over a shoulder works no second time.
 */
export function readFactorCode(secret: string, code: string, lastCounter: number, now: number): number | null {
  const digits = code.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totpOf(secret, '').validate({ token: digits, timestamp: now, window: 1 });
  if (delta === null) return null;
  const counter = Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
  return counter > lastCounter ? counter : null;
}
