import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Order, type Report, reportSchema } from './messages.ts';

const CALM: Order = { troubles: [], percent: 0 };

/** The machine in trouble as a process of its own, which can be killed and started again on the same folder. */
export interface TroubledProcess {
  url: string;
  order(order: Order): void;
  calm(): void;
  /** As a power failure would, and until it is gone. */
  kill(): Promise<void>;
  /** Also after it has ended by itself. @throws what it said, if it does not come to serve */
  startAgain(): Promise<void>;
  /** No file of its may be written to until `false` is said. Only where `prlimit` is, that is, on Linux. */
  fillDisk(full: boolean): void;
  isAlive(): boolean;
  close(): Promise<void>;
}

/** @param told is called with everything that went wrong on purpose */
export async function startTroubled(
  at: { data: string; assembly: string; clock: string; gateway: string },
  told: (report: Extract<Report, { trouble: string }>) => void,
): Promise<TroubledProcess> {
  let port = 0;
  let running = await start();

  async function start() {
    const program = [
      join(import.meta.dirname, 'troubled-machine.ts'),
      at.data,
      at.assembly,
      String(port),
      at.clock,
      at.gateway,
    ];
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-20_000);
    });
    const exited = once(child, 'exit');
    const url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message) => {
        const report = reportSchema.parse(message);
        if ('ready' in report) resolve(report.ready);
        else told(report);
      });
      child.on('exit', () => reject(new Error(`the machine ended: ${said}`)));
    });
    port = Number(new URL(url).port);
    return { child, exited, url };
  }

  const order = (given: Order) => {
    if (running.child.connected) running.child.send(given);
  };
  const isAlive = () => running.child.exitCode === null && running.child.signalCode === null;
  return {
    url: running.url,
    order,
    calm: () => order(CALM),
    isAlive,
    async kill() {
      running.child.kill('SIGKILL');
      await running.exited;
    },
    async startAgain() {
      running = await start();
    },
    fillDisk(full) {
      execFileSync('prlimit', ['--pid', String(running.child.pid), `--fsize=${full ? 0 : 'unlimited'}:unlimited`]);
    },
    async close() {
      if (!isAlive()) return;
      running.child.kill('SIGKILL');
      await running.exited;
    },
  };
}
