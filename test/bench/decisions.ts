/** `npm run bench:decisions`: late-payment decisions a second of the pure core, on one thread, with full basis. */
import { parseArgs } from 'node:util';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } });

const requests = [
  { paidOn: '2025-12-25', history: { insuredYears: [2025] } },
  { paidOn: '2026-03-10', history: { insuredYears: [2025] } },
  { paidOn: '2026-03-10', history: { lapsedYears: [2023, 2024, 2025] }, repairYears: 1 },
  { paidOn: '2026-06-10', identities: [{ category: 'monitored', identifiedOn: '2026-06-01' }] },
  { paidOn: '2026-01-26' },
].map((facts) => latePaymentRequestSchema.parse({ region: '141181', coverageYear: 2026, ...facts }));
const versions = versionsOf('141181', 2026);
const decide = (index: number): void => {
  const request = requests[index % requests.length];
  const policy = request && versionInForce(versions, request.paidOn);
  if (policy) assessLatePayment(request, policy);
};

for (let index = 0; index < 20_000; index += 1) decide(index);
const until = performance.now() + Number(values.seconds) * 1000;
const cpu = process.cpuUsage();
const start = performance.now();
let count = 0;
while (performance.now() < until) {
  for (let index = 0; index < 500; index += 1) decide(count + index);
  count += 500;
}
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
console.log(
  `${Math.round(count / seconds)} decisions/s, ${((user + system) / count).toFixed(1)} µs CPU each (${count} in ${seconds.toFixed(1)} s)`,
);
