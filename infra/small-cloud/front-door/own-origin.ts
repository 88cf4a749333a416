/** Whether a page's origin is this machine; the host is compared too, as a name of another may lead here. */
export const isOwnOrigin = (origin: string, port: number): boolean =>
  origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
