// What a function asks of AWS goes from thread to thread, where it would go over HTTP to the machine that the function
// runs in: a socket costs both sides several times as much as the question. The SDK notices nothing. It makes its requests
// by `http.request`, which is another one here for this machine's address. Requests without an `x-amz-target`, such as
// those to S3, whose bodies pass through, go over HTTP all the same.
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';

// An `import` of it would load a whole HTTP client that nobody asked for, 50 ms of processor for each function that starts.
const http = process.getBuiltinModule('node:http');

/** Operations on items, which the thread of the database answers itself. */
const OF_ITEMS = new Set(
  ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'].map(
    (operation) => `DynamoDB_20120810.${operation}`,
  ),
);

/** What the SDK wants of a socket: it has nothing to connect, to keep or to give up. */
const SOCKET = {
  connecting: false,
  setKeepAlive() {},
  setTimeout() {},
  on() {},
  once() {},
  removeListener() {},
  destroy() {},
};

/** One end of a channel to who answers, with the requests that wait. */
class Channel {
  /** @type {Map<number, NearRequest>} */
  waiting = new Map();
  isOpen = true;
  #nextId = 0;

  /** @param {import('node:worker_threads').MessagePort} port */
  constructor(port) {
    this.port = port;
    port.on('message', ({ id, ...answer }) => {
      const request = this.waiting.get(id);
      this.waiting.delete(id);
      request?.answerWith(answer);
    });
    port.on('close', () => {
      this.isOpen = false;
      for (const request of this.waiting.values()) request.destroy(gone());
      this.waiting.clear();
    });
  }

  /** @param {NearRequest} request @param {object} asked */
  ask(request, asked) {
    if (!this.isOpen) {
      request.destroy(gone());
      return;
    }
    const id = this.#nextId++;
    request.once('close', () => this.waiting.delete(id));
    this.waiting.set(id, request);
    this.port.postMessage({ id, ...asked });
  }
}

const gone = () => Object.assign(new Error('the other side has gone'), { code: 'ECONNRESET' });

/** A request as `http.request` gives one, as far as the SDK uses it. */
class NearRequest extends EventEmitter {
  socket = SOCKET;
  destroyed = false;
  /** @type {Buffer[]} */
  #chunks = [];
  #channel;
  #head;

  /**
   * @param {Channel} channel
   * @param {{ method: string, url: string, headers: Record<string, string> }} head
   */
  constructor(channel, head) {
    super();
    this.#channel = channel;
    this.#head = head;
  }

  /** @param {string | Uint8Array} chunk */
  write(chunk) {
    this.#chunks.push(Buffer.from(chunk));
    return true;
  }

  /** @param {string | Uint8Array} [chunk] */
  end(chunk) {
    // One that was given up is not sent.
    if (this.destroyed) return;
    if (chunk !== undefined) this.write(chunk);
    this.#channel.ask(this, { ...this.#head, body: Buffer.concat(this.#chunks).toString() });
  }

  /** @param {{ status: number, headers: Record<string, string>, body: string }} answer */
  answerWith({ status, headers, body }) {
    if (this.destroyed) return;
    const response = new Readable({ read() {} });
    response.push(body);
    response.push(null);
    this.emit('response', Object.assign(response, { statusCode: status, statusMessage: '', headers, complete: true }));
    this.emit('close');
  }

  /** @param {Error} [error] */
  destroy(error) {
    if (this.destroyed) return;
    this.destroyed = true;
    if (error) this.emit('error', error);
    this.emit('close');
  }
}

/**
 * @param {import('node:http').RequestOptions['headers']} headers
 * @returns {Record<string, string>}
 */
const headersOf = (headers) =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));

/**
 * From now on this thread's requests of AWS's JSON protocols to `host` go to `machine`, and what the function asks about
 * items in its own name to `database`, as long as that is there.
 *
 * @param {{
 *   host: string, machine: import('node:worker_threads').MessagePort,
 *   database: import('node:worker_threads').MessagePort | undefined,
 * }} near
 */
export function askNear({ host, machine, database }) {
  const toMachine = new Channel(machine);
  const toDatabase = database && new Channel(database);
  const own = `Credential=${process.env.AWS_ACCESS_KEY_ID}/`;
  const overHttp = http.request;
  http.request = (...given) => {
    const [options, done] = given;
    if (typeof options === 'object' && !(options instanceof URL) && `${options.host}:${options.port}` === host) {
      const headers = headersOf(options.headers);
      const target = headers['x-amz-target'];
      if (target !== undefined) {
        const isOfItems = OF_ITEMS.has(target) && headers.authorization?.includes(own);
        const channel = isOfItems && toDatabase?.isOpen ? toDatabase : toMachine;
        const request = new NearRequest(channel, {
          method: options.method ?? 'GET',
          url: options.path ?? '/',
          headers,
        });
        if (typeof done === 'function') request.once('response', done);
        return request;
      }
    }
    return Reflect.apply(overHttp, http, given);
  };
}
