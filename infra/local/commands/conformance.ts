import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isOutOfReach } from '../../small-cloud/services/state-machines/conformance/out-of-reach.ts';
import { readRecordings } from '../../small-cloud/services/state-machines/conformance/recordings.ts';
import { replay } from '../../small-cloud/services/state-machines/conformance/replay.ts';
import { readArguments } from './arguments.ts';

/** The recordings made on AWS are compared in all; those derived from JSONPath ones in their results only. */
const FILES = [
  { file: 'conformance.json', ordered: true },
  { file: 'conformance-derived.json', ordered: false },
];

const names = FILES.map(({ file }) => file).join(' and ');
const { positionals } = readArguments({
  name: 'conformance',
  does: `Compares the local Step Functions with recordings of the real one. DIR holds ${names}.`,
  takes: ['DIR'],
  example: 'npm run conformance -- recordings',
});
const [directory = ''] = positionals;
if (!FILES.every(({ file }) => existsSync(join(directory, file)))) {
  console.error(`${directory} does not hold ${names}.`);
  process.exit(2);
}

let failures = 0;
for (const { file, ordered } of FILES) {
  const { recordings, masks } = readRecordings(join(directory, file));
  let passed = 0;
  let failed = 0;
  let outOfReach = 0;
  for (const recording of recordings) {
    if (isOutOfReach(recording)) {
      outOfReach += 1;
      continue;
    }
    const difference = await replay(recording, masks, ordered);
    if (difference === undefined) passed += 1;
    else {
      failed += 1;
      console.log(`${recording.name}: ${difference}`);
    }
  }
  failures += failed;
  console.log(`${file}: ${passed} passed, ${failed} failed, ${outOfReach} out of reach`);
}
process.exit(failures === 0 ? 0 : 1);
