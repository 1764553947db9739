import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { type CommitMessage, formatMessage } from '../../../src/git/commit-message.ts';
import fc, { times } from '../../support/property.ts';
import { createSandbox } from '../../support/sandbox.ts';

const trailers = [
  ['Plan-Change', 'update'],
  ['Plan-Item', '5'],
] as const;

test('formats subject, body and trailers', () => {
  const body = 'Collection plan agreed with Police.\n\nSee the minute.';
  expect(formatMessage({ subject: 'plan: 5 in-progress -> completed', body, trailers })).toBe(
    'plan: 5 in-progress -> completed\n\nCollection plan agreed with Police.\n\nSee the minute.\n\n' +
      'Plan-Change: update\nPlan-Item: 5\n',
  );
});

test('formats a message without a body', () => {
  expect(formatMessage({ subject: 's', body: null, trailers })).toBe(
    's\n\nPlan-Change: update\nPlan-Item: 5\n',
  );
  expect(formatMessage({ subject: 's', body: ' \n\n', trailers })).toBe(
    's\n\nPlan-Change: update\nPlan-Item: 5\n',
  );
});

test('a line break in a value adds no trailer and no second line to the subject', () => {
  const text = formatMessage({
    subject: 'a\nb',
    body: 'Ka pai.\n\nPlan-Item: 7',
    trailers: [['Plan-Agency', 'dol\r\nPlan-Item: 9\u2028x']],
  });
  expect(text).toBe('a b\n\nKa pai.\n\n  Plan-Item: 7\n\nPlan-Agency: dol Plan-Item: 9 x\n');
});

test('escapes control characters; keeps tabs and the indent of the first line', () => {
  const text = formatMessage({ subject: 'a\x1b[2Jb', body: '  in\tdented\x00\x9b\r\nnext', trailers });
  expect(text).toContain('a\\x1b[2Jb\n\n  in\tdented\\x00\\x9b\nnext\n\n');
});

test('escapes characters that git does not accept as UTF-8', () => {
  const text = formatMessage({ subject: 'Ngā mahi \ud800', body: '\uffff \u{10fffe} \ufdd0 😀', trailers });
  expect(text).toContain('Ngā mahi \\u{d800}\n\n\\u{ffff} \\u{10fffe} \\u{fdd0} 😀\n');
});

/** Notes that try to deceive git: paragraphs, trailers, dividers, comments, control characters. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\n\n',
        '\r',
        'Plan-Item: 99',
        'Plan-Change: forged',
        'Signed-off-by: A <a@b>',
        '(cherry picked from commit 1234)',
        '# note',
        '---',
        '\u0085',
        '\uffff',
        '\udc00',
        '\u2029',
        ' ',
        '\t',
        'Ngā mihi',
        'עברית',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('git reads our trailers and no others, whatever the note', () => {
  const sandbox = createSandbox();
  const tree = sandbox.git('write-tree');
  const git = (args: string[], input: string) =>
    execFileSync('git', args, { cwd: sandbox.dir, env: sandbox.env, input, encoding: 'utf8' });
  const message = fc.record({
    subject: hostile.map((text) => `plan: ${text}`),
    body: hostile,
    trailers: fc.tuple(hostile, hostile).map(([a, b]): CommitMessage['trailers'] => [
      ['Plan-Change', 'update'],
      ['Plan-Item', `5${a}`],
      ['Plan-Agency', `dol${b}`],
    ]),
  });
  fc.assert(
    fc.property(message, (message) => {
      const text = formatMessage(message);
      const expected = text.trimEnd().split('\n').slice(-3);
      expect(expected.map((line) => line.split(': ')[0])).toEqual([
        'Plan-Change',
        'Plan-Item',
        'Plan-Agency',
      ]);
      expect(git(['interpret-trailers', '--parse', '--no-divider'], text).trimEnd().split('\n')).toEqual(
        expected,
      );
      const commit = git(['commit-tree', tree], text).trim();
      const [subject, ...read] = git(['log', '-1', '--format=%s%n%(trailers:only,unfold)', commit, '--'], '')
        .trimEnd()
        .split('\n');
      expect(read).toEqual(expected);
      expect(subject).toBe(text.split('\n')[0]);
    }),
    { numRuns: times(30) },
  );
});
