/**
 * The names under which this machine may be asked. A page of somebody else can let its own name lead to 127.0.0.1 (DNS
 * rebinding): the browser then takes this machine for that page's server, and only the Host header tells.
 */
export interface OwnNames {
  isOwnHost(host: string | undefined): boolean;
  /** Whether a page's origin is this machine. */
  isOwnOrigin(origin: string): boolean;
}

const LOCAL = ['127.0.0.1', 'localhost'];

/** @param given further names that lead here, for example through a proxy that adds TLS */
export function createOwnNames(port: number, given: readonly string[] = []): OwnNames {
  const names = new Set(given.map((name) => name.toLowerCase()));
  return {
    isOwnHost(host) {
      const name = /^([\w.-]+)(:\d+)?$/.exec(host ?? '')?.[1]?.toLowerCase() ?? '';
      return LOCAL.includes(name) || names.has(name);
    },
    isOwnOrigin(origin) {
      if (LOCAL.some((name) => origin === `http://${name}:${port}`)) return true;
      return URL.canParse(origin) && new URL(origin).origin === origin && names.has(new URL(origin).hostname);
    },
  };
}
