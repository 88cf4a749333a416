import { defineConfig } from 'vitest/config';

/**
 * What hangs ends at last. No machine is so slow or so busy that a sound test meets this; a test has no limit of its
 * own, because how fast a machine is says nothing about the system.
 */
const LONGEST_MS = 3_600_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: LONGEST_MS,
    hookTimeout: LONGEST_MS,
    expect: { poll: { timeout: LONGEST_MS } },
    maxWorkers: 2,
    silent: 'passed-only',
  },
});
