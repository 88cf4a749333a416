// A thread that decides blocks of stored cases by a draft. The line of a block comes in, what would change goes out.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openImpact } from '../../../functions/audit/impact.ts';
import { listImpacts, sumImpacts } from '../../../functions/audit/impact-sums.ts';
import { readBlock } from '../../../functions/audit/snapshot.ts';
import { localDateSchema } from '../../../functions/domain/calendar.ts';
import { versionOf } from '../../../functions/policies/version.ts';

const source = z.record(z.string(), z.json());
const { draft, inForce, asOf } = z
  .object({ draft: source, inForce: source.nullable(), asOf: localDateSchema })
  .parse(workerData);
const decide = openImpact({ draft: versionOf(draft), inForce: inForce && versionOf(inForce), asOf });

const blockSchema = z.instanceof(Uint8Array);

parentPort?.on('message', (block: unknown) => {
  const impacts = readBlock(Buffer.from(blockSchema.parse(block)).toString('utf8')).map(decide);
  const list = new TextEncoder().encode(listImpacts(impacts));
  parentPort?.postMessage({ list, sums: sumImpacts(impacts) }, [list.buffer]);
});
