import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What hangs ends at last. No machine is so slow or so busy that a sound test meets this; a test has no limit of its
 * own, because how fast a machine is says nothing about the system.
 */
const LONGEST_MS = 3_600_000;

/** What is decided and said, without a database, a machine or a browser. */
const UNIT = ['domain', 'policies', 'cases', 'words', 'notices'].map((kind) => `test/${kind}/**/*.test.ts`);

/** Those that take longest, the longest first: whoever begins one of them last waits for it alone. */
const LONGEST = [
  'console/console',
  'releases/releases',
  'faults/campaign',
  'workflows/interrupted',
  'console/files-and-days',
  'workflows/newborn',
  'workflows/reminders',
  'workflows/late-payment',
  'infra/grants-in-use',
  'releases/second-stack',
  'workflows/shared-payment',
  'infra/expressions',
  'infra/commands',
  'workflows/refund',
  'workflows/refund-attacks',
  'hostile/fuzzing',
  'infra/backup',
  'policies/leaves',
  'domain/complete',
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

export default defineConfig({
  test: {
    testTimeout: LONGEST_MS,
    hookTimeout: LONGEST_MS,
    expect: { poll: { timeout: LONGEST_MS } },
    // On two processors a third worker costs more than the waiting that it fills: tried, no run was shorter.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    silent: 'passed-only',
    globalSetup: 'test/support/run-folder.ts',
    projects: [
      // They change nothing outside themselves: in one room each module is loaded once, and by Node itself, in whose
      // modules a call of another one's function is a call and not a search for it.
      {
        extends: true,
        test: {
          name: 'unit',
          include: UNIT,
          isolate: false,
          experimental: { viteModuleRunner: false, nodeLoader: false },
        },
      },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: UNIT } },
    ],
  },
});
