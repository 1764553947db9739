/** Random findings. */
import type { Finding } from '../../src/errors.ts';
import fc from './property.ts';

/** Text with the special characters of every format. */
export const someText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'%:,\r\n"\'<>&|[]()@#\\'), fc.string({ unit: 'binary' })),
});

const finding: fc.Arbitrary<Finding> = fc.record({
  ...{ rule: fc.constantFrom('a-rule', 'another'), severity: fc.constantFrom('error', 'warning') },
  ...{ file: someText.filter(Boolean), line: fc.nat().map((n) => n + 1) },
  ...{ column: fc.integer({ min: 1, max: 5 }), length: fc.integer({ min: 1, max: 5 }) },
  ...{ source: fc.option(someText), message: someText, hint: fc.option(someText) },
});
/** What a command that checks the plan has found. */
export const someFindings = fc.array(finding).map((findings) => ({
  command: 'plan validate',
  findings,
  among: '1 file',
  files: ['a'],
  failOn: 'error' as const,
}));
