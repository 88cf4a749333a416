import { defineConfig } from 'vitest/config';

/**
 * What hangs ends at last. No machine is so slow or so busy that a sound test meets this; a test has no limit of its
 * own, because how fast a machine is says nothing about the system.
 */
const LONGEST_MS = 3_600_000;

/** What is decided and said, without a database, a machine or a browser. */
const UNIT = ['domain', 'policies', 'cases', 'words', 'notices'].map((kind) => `test/${kind}/**/*.test.ts`);

export default defineConfig({
  test: {
    testTimeout: LONGEST_MS,
    hookTimeout: LONGEST_MS,
    expect: { poll: { timeout: LONGEST_MS } },
    maxWorkers: 2,
    silent: 'passed-only',
    projects: [
      // They change nothing outside themselves: in one room each module is loaded once.
      { extends: true, test: { name: 'unit', include: UNIT, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: UNIT } },
    ],
  },
});
