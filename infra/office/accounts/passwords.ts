/** Passwords as they are kept and compared. scrypt takes memory on purpose, so few run at a time and the others wait. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MB for each, OWASP's advice for scrypt. A stored text names its own numbers, so that they may grow. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const AT_ONCE = 2;
/** Who comes when so many wait is told to come again. */
const WAITING = 100;
const LEAST_LENGTH = 10;
const MOST_LENGTH = 200;
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

export class BusyError extends Error {
  override name = 'BusyError';
}

let running = 0;
const waiting: (() => void)[] = [];

/** @param ahead before the others: somebody whose computer has signed in before is not held up by a flood of strangers */
async function inTurn<T>(ahead: boolean, work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (!ahead && waiting.length >= WAITING) throw new BusyError('too many sign-ins wait');
    await new Promise<void>((resolve) => (ahead ? waiting.unshift(resolve) : waiting.push(resolve)));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The place goes on to who waits, so that nobody slips in between.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

const normal = (password: string): string => password.normalize('NFKC');

function derive(password: string, salt: Buffer, { N, r, p }: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(normal(password), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$N$r$p$salt$key` */
export function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return inTurn(true, async () => {
    const key = await derive(password, salt, COST);
    return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
  });
}

/** Takes as long where nothing is kept, so that nobody learns which accounts there are. @throws BusyError */
export function fitsPassword(kept: string | null, password: string, ahead: boolean): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = kept?.split('$') ?? [];
  const cost = kept === null ? COST : { N: Number(N), r: Number(r), p: Number(p) };
  return inTurn(ahead, async () => {
    const wanted = kept === null ? Buffer.alloc(32) : Buffer.from(key, 'base64url');
    const found = await derive(password.slice(0, MOST_LENGTH), Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(found, wanted) && kept !== null;
  });
}

/** What is wrong with a new password, in a sentence; null when nothing is. */
export async function refusePassword(
  password: string,
  account: { name: string; shown: string; passwords: readonly string[] },
): Promise<string | null> {
  const text = normal(password);
  if (text.length < LEAST_LENGTH || text.length > MOST_LENGTH)
    return `密码需要 ${LEAST_LENGTH} 至 ${MOST_LENGTH} 个字符。`;
  if (KINDS.filter((kind) => kind.test(text)).length < 3)
    return '密码需要小写字母、大写字母、数字、其他符号中的至少三种。';
  if (new Set(text).size < 5) return '密码里不同的字符太少，请换一个。';
  const lower = text.toLowerCase();
  if ([account.name, account.shown].some((own) => lower.includes(normal(own).toLowerCase())))
    return '密码里不能有账户名或姓名。';
  for (const earlier of account.passwords)
    if (await fitsPassword(earlier, password, true)) return '这个密码最近用过，请换一个没有用过的。';
  return null;
}

const ONE_TIME_LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A code for the first sign-in, easy to copy from paper; some 98 bits, so that a plain digest of it can be kept. */
export function makeOneTimeCode(): string {
  const letters = Array.from({ length: 20 }, () => {
    for (;;) {
      const [byte = 255] = randomBytes(1);
      if (byte < 240) return ONE_TIME_LETTERS[byte % ONE_TIME_LETTERS.length];
    }
  });
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-');
}

export const digestOneTimeCode = (code: string): string =>
  createHash('sha256').update(code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')).digest('base64url');
