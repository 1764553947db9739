import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Most tests run real programs, on machines that may be busy: no test is about time.
    testTimeout: 60_000,
  },
});
