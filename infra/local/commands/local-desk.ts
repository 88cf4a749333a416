import { type Desk, openDesk } from '../desk/desk.ts';
import { openTokens, type SignInClaims } from '../sign-in/claims.ts';
import { UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

/** Somebody's desk on the running machine that is meant. @throws UsageError when none runs there */
export async function openLocalDesk(
  named: { port: string | undefined; data: string },
  claims: SignInClaims,
): Promise<Desk> {
  const port = choosePort(named);
  if (port === undefined) throw new UsageError(`no machine runs on ${named.data}; start it, or name --data or --port`);
  const { data, now } = await askClock(port);
  const token = await (await openTokens(data)).sign(claims, now);
  return openDesk(`http://127.0.0.1:${port}`, () => token);
}
