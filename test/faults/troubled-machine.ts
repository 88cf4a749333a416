/**
 * `npm start`, with something between its parts that makes trouble as its parent process says. Arguments: data folder,
 * assembly, port, clock, address of the gateway.
 */

import { startCloud } from '../../infra/local/cloud.ts';
import { parseTime } from '../../infra/small-cloud/clock/kept-clock.ts';
import { troubleCalls } from './call-trouble.ts';
import { openTroubledDoor } from './database-trouble.ts';
import { isCallTrouble, isDatabaseTrouble, type Order, orderSchema, type Report, type Trouble } from './messages.ts';

process.env.TZ = 'UTC';

const [data = '', assembly = '', port = '0', clock = '', gateway = ''] = process.argv.slice(2);
const report = (said: Report) => process.send?.(said);

let order: Order = { troubles: [], percent: 0 };
process.on('message', (message: unknown) => {
  order = orderSchema.parse(message);
});

/** What is to go wrong now with something of one kind, told to the parent. */
const nextOf =
  <Kind extends Trouble>(isKind: (name: string) => name is Kind) =>
  (caseId: string | null): Kind | null => {
    const fitting = order.troubles.filter(isKind);
    const trouble = fitting[Math.floor(Math.random() * fitting.length)];
    if (trouble === undefined || Math.random() * 100 >= order.percent) return null;
    report({ trouble, caseId });
    return trouble;
  };

const door = await openTroubledDoor(nextOf(isDatabaseTrouble));
const cloud = await startCloud({
  data,
  assembly,
  port: Number(port),
  clockFrom: parseTime(clock),
  unthrottled: true,
  parameters: { GatewayUrl: gateway },
  log: (line) => console.error(line),
  between: {
    dynamodb: (url) => door.standBefore(url),
    functions: (functions) => troubleCalls(functions, nextOf(isCallTrouble)),
  },
});
report({ ready: cloud.url });
