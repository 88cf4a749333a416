import type { MessagePort } from 'node:worker_threads';

/** Where a function's requests of AWS's JSON protocols go that would go to `host`: see `near-requests.js`. */
export function askNear(near: { host: string; machine: MessagePort; database: MessagePort | undefined }): void;
