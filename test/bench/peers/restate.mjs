/** A process that runs five steps that do nothing on a Restate server of its own, durable in the folder that it is given. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import { createRequire } from 'node:module';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as restate from '@restatedev/restate-sdk';
import { connect } from '@restatedev/restate-sdk-clients';
import { serveRounds } from '../five-tasks/serve-rounds.ts';

const directory = process.argv[2];
const fiveTasks = restate.service({
  name: 'five-tasks',
  handlers: {
    run: async (context, input) => {
      let value = input;
      for (const name of ['First', 'Second', 'Third', 'Fourth', 'Fifth']) value = await context.run(name, () => value);
      return value;
    },
  },
});

const steps = restate.endpoint().bind(fiveTasks);
steps.setLogger(() => {}); // it would write two lines an execution
const endpoint = createServer(steps.http2Handler());
endpoint.listen(0, '127.0.0.1');
await once(endpoint, 'listening');

const [node, ingress, admin] = await findPorts(3);
mkdirSync(directory, { recursive: true });
const config = join(directory, 'restate.toml');
const address = (port) => `bind-address = "127.0.0.1:${port}"\n`;
writeFileSync(
  config,
  `${address(node)}disable-telemetry = true\nlog-filter = "error,octocrab=off"\n[ingress]\n${address(ingress)}[admin]\n${address(admin)}`,
);
const binary = createRequire(import.meta.url).resolve(
  `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`,
);
const options = ['--config-file', config, '--base-dir', directory, '--listen-mode', 'tcp', '--no-logo'];
const server = spawn(binary, options, { stdio: ['ignore', 2, 2] });
process.on('exit', () => server.kill('SIGKILL'));
server.on('exit', (code) => process.exit(code ?? 1));
await register();

const client = connect({ url: `http://127.0.0.1:${ingress}` }).serviceClient(fiveTasks);
await serveRounds(async (number) => {
  await client.run({ number, amount: '400.00' });
});
process.exit(0);

/** Ports that are free at this moment. */
async function findPorts(count) {
  const sockets = Array.from({ length: count }, () => createSocket().listen(0, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'listening')));
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.close(resolve))));
  return ports;
}

/** Tells the server, once it serves, where the steps are. */
async function register() {
  const deployment = JSON.stringify({ uri: `http://127.0.0.1:${endpoint.address().port}` });
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: deployment };
  for (let tries = 0; ; tries++) {
    const response = await fetch(`http://127.0.0.1:${admin}/deployments`, request).catch(() => undefined);
    if (response?.ok) return;
    if (tries === 300) throw new Error(`The Restate server does not take the deployment: ${response?.status}`);
    await sleep(100);
  }
}
