/** An office as a process of its own, with accounts of caseworkers, for the benches of its door. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccounts } from '../../infra/office/accounts/accounts.ts';
import { hashPassword } from '../../infra/office/accounts/passwords.ts';
import { openOwnCertificate } from '../../infra/office/certificate.ts';
import { setUp } from '../../infra/office/set-up.ts';
import { openVisitor, type Reply, type Visitor } from '../office/visitor.ts';

const PASSWORD = 'Shanxi-Yongji-26';
const HOST = 'canbao.example.lan';

export interface BenchOffice {
  pid: number | undefined;
  /** The accounts, none of which needs a second factor. */
  names: string[];
  /** @param from the address that it calls from, one of this machine's own */
  visitor(from: string): Visitor;
  signIn(visitor: Visitor, name: string, password?: string): Promise<Reply>;
  close(): Promise<void>;
}

export async function startOffice(clerks: number): Promise<BenchOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  const [data, assembly] = [join(folder, 'data'), join(folder, 'cdk.out')];
  const port = await freePort();
  const names = Array.from({ length: clerks }, (_, index) => `clerk.${String(index + 1).padStart(3, '0')}`);
  execFileSync(process.execPath, [join(import.meta.dirname, '../../infra/local/commands/assemble.ts'), assembly]);
  const now = Date.now();
  const set = { host: HOST, port, address: '127.0.0.1', regions: ['141181'], secondFactor: 'administrators' } as const;
  setUp(data, { ...set, regions: [...set.regions] }, { name: 'administrator', shown: '管理员' }, now);
  const accounts = openAccounts(data);
  const password = await hashPassword(PASSWORD);
  for (const name of names) {
    const details = { shown: name, role: 'caseworker', university: null, administrator: false, outside: null } as const;
    accounts.add(name, { ...details, regions: ['141181'] }, now);
    accounts.change(name, { passwords: [password], passwordAt: now, oneTime: null });
  }
  const { cert } = await openOwnCertificate(data, HOST, now);

  const command = join(import.meta.dirname, '../../infra/office/commands/office.ts');
  const flags = ['--max-semi-space-size=2', '--heap-growing-percent=40'];
  const server = spawn(process.execPath, [...flags, command, '--data', data, '--assembly', assembly], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(server, 'exit');
  await Promise.race([
    once(server.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the office has ended'))),
  ]);

  return {
    pid: server.pid,
    names,
    visitor: (from) => openVisitor(`https://${HOST}:${port}`, cert, from),
    signIn: (visitor, name, typed = PASSWORD) =>
      visitor.post('/office/sign-in', { name, password: typed, to: '/office/' }),
    async close() {
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  await new Promise((resolve) => taken.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
