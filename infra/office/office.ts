import { type Cloud, type CloudOptions, startCloud } from '../local/cloud.ts';
import { diskError } from '../small-cloud/data-folder/disk-error.ts';
import { openAccounts } from './accounts/accounts.ts';
import { type DoorCertificate, openOwnCertificate, readCertificate } from './certificate.ts';
import { openOfficeDoor } from './door.ts';
import { refuseMovedClock } from './refuse-practice.ts';
import { openRooms } from './rooms.ts';
import { readSettings } from './settings.ts';
import { trustAuthority } from './sign-in/outside-issuer.ts';
import { openOfficeState } from './watch/office-state.ts';
import { watchOffice } from './watch/watch-office.ts';

export interface Office {
  /** `https://host:port`, as people reach it. */
  url: string;
  cloud: Cloud;
  certificate: DoorCertificate;
  /** Looks now for what rings, as it does every five minutes. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Runs an office that was set up in a data folder.
 *
 * @throws with one line for what is not as it has to be, before anything has changed
 */
export async function startOffice(options: OfficeOptions): Promise<Office> {
  try {
    return await start(options);
  } catch (error) {
    throw diskError(error, options.data) ?? error;
  }
}

type OfficeOptions = Pick<CloudOptions, 'data' | 'assembly' | 'log'> & { now?: () => number };

async function start(options: OfficeOptions): Promise<Office> {
  const { data, assembly, log: say = () => {}, now = Date.now } = options;
  const settings = readSettings(data);
  if (settings === undefined) throw new Error(`${data} is no office yet: npm run set-up -- --data ${data}`);
  refuseMovedClock(data);
  const { host, port, address } = settings;
  const accounts = openAccounts(data);
  const certificate =
    settings.certificate === null
      ? await openOwnCertificate(data, host, now())
      : readCertificate(settings.certificate, host, now());
  if (settings.issuer?.ca) trustAuthority(settings.issuer.ca, now());
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let next = opened.pop(); next !== undefined; next = opened.pop()) await next();
  };
  try {
    const door = await openOfficeDoor({ host, port, address, certificate, log: say });
    opened.push(() => door.close());
    const cloud = await startCloud({
      data,
      assembly,
      port: 0,
      withoutPersonas: true,
      parameters: {
        ...(settings.gateway !== null && { GatewayUrl: settings.gateway }),
        DocumentsAddress: door.origin,
        EstimatePage: settings.estimate ? 'on' : 'off',
      },
      log: say,
    });
    opened.push(() => cloud.close());

    const state = openOfficeState(data, now());
    const watch = watchOffice({ data, settings, cloud, certificate, state, origin: door.origin, now, say });
    opened.push(() => watch.close());
    await watch.look();
    door.open(
      openRooms({
        data,
        settings,
        accounts,
        issuer: cloud.issuer,
        state,
        origin: door.origin,
        api: cloud.answerApi,
        signed: cloud.answerStreamed,
        now,
        issuedAt: () => cloud.clock.now(),
        say,
      }),
    );
    return { url: door.origin, cloud, certificate, look: watch.look, close };
  } catch (error) {
    await close();
    throw error;
  }
}
