import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isOutOfReach } from '../../small-cloud/services/state-machines/conformance/out-of-reach.ts';
import { readRecordings } from '../../small-cloud/services/state-machines/conformance/recordings.ts';
import { replay } from '../../small-cloud/services/state-machines/conformance/replay.ts';

/** The recordings made on AWS are compared in all; those derived from JSONPath ones in their results only. */
const FILES = [
  { file: 'conformance.json', ordered: true },
  { file: 'conformance-derived.json', ordered: false },
];

const directory = process.argv[2];
if (directory === undefined || !FILES.every(({ file }) => existsSync(join(directory, file)))) {
  console.error(`Usage: npm run conformance -- DIR, where DIR holds ${FILES.map(({ file }) => file).join(' and ')}.`);
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
