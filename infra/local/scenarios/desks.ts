import type { Cloud } from '../cloud.ts';
import { type Desk, openDesk } from '../desk/desk.ts';
import type { SignInClaims } from '../sign-in/claims.ts';

const MINUTE = 60_000;
/** A file's work takes seconds; what has failed is tried again within minutes. */
const PATIENCE_MINUTES = 20;

export type Who = SignInClaims;

/** The desks of an agency on a machine in moved time: people look, and look again a minute later. */
export function openDesks(cloud: Cloud) {
  return {
    deskOf: (who: Who): Desk => openDesk(cloud.url, () => cloud.token(who)),
    /** Lets minutes pass until there is something to be seen. @throws if there is nothing after 20 */
    async waitFor<Seen>(what: string, look: () => Promise<Seen | undefined>): Promise<Seen> {
      for (let minute = 0; minute <= PATIENCE_MINUTES; minute += 1) {
        const seen = await look();
        if (seen !== undefined) return seen;
        await cloud.clock.move(cloud.clock.now() + MINUTE);
      }
      throw new Error(`${what} did not come`);
    },
  };
}
