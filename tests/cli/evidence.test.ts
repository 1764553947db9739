/** Evidence that options and tables give: a URL is recorded whole, or refused. */
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';

const recorded = (stdout: string) =>
  [...stdout.matchAll(/^\+ +- \{ (?:title: (?<title>.*), )?url: (?<url>.*) \}$/gm)].map(({ groups }) =>
    [groups!.url!, groups!.title]
      .filter((each) => each !== undefined)
      .map((each) => each.replaceAll('"', '')),
  );

test.each([
  ['https://example.org/minute.pdf#page=3'],
  ['https://example.org/view/id=55/minute.pdf'],
  ['https://example.org/doc;jsessionid=ABC'],
  ['https://example.org/view?id=55'],
  ['https://example.org/view?id=55 =Minute', 'https://example.org/view?id=55', 'Minute'],
  ['https://example.org/minute.pdf#page=3 =Page 3', 'https://example.org/minute.pdf#page=3', 'Page 3'],
  ['https://example.org/minute=Minute', 'https://example.org/minute', 'Minute'],
  ['https://example.org/minute=minute of May', 'https://example.org/minute', 'minute of May'],
])('--evidence %j', async (text, url = text, title?: string) => {
  const { stdout, code } = await plan(shippedPlan(fewItems), [
    'note',
    '5',
    'words',
    '--evidence',
    text,
    '-n',
  ]);
  expect(recorded(stdout)).toEqual([title === undefined ? [url] : [url, title]]);
  expect(code).toBe(0);
});

test.each([
  ['https://example.org/view/id=55', '`https://example.org/view/id =55` for a title, or `%3D`'],
  ['https://example.org/view/id=ABC', '`https://example.org/view/id =ABC` for a title, or `%3D`'],
  ['https://police.govt.nz@evil.example', 'leave out the user name before `@`'],
  ['https://example.org/a b', 'without blanks or invisible characters'],
  ['https://example.org/\u202efdp', 'without blanks or invisible characters'],
  ['https://example.org/a\u200bb', 'without blanks or invisible characters'],
])('--evidence %j is refused', async (text, hint) => {
  const sandbox = shippedPlan(fewItems);
  const { stdout, stderr, code } = await plan(sandbox, ['note', '5', 'words', '--evidence', text]);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toContain(hint);
  expect(sandbox.git('log', '--oneline').trim().split('\n')).toHaveLength(1);
});

const applied = async (cell: string) => {
  const sandbox = shippedPlan(fewItems);
  const sheet = `id,note,evidence\n5,words,"${cell}"\n`;
  return plan(sandbox, ['apply', '-', '--from', 'csv', '-n'], { input: sheet });
};

test.each([
  'https://a.nz/1; https://a.nz/2',
  'https://a.nz/1, https://a.nz/2',
  'https://a.nz/1 ; https://a.nz/2',
  'https://a.nz/1\nhttps://a.nz/2;',
  'https://a.nz/1 https://a.nz/2',
])('a cell with two URLs: %j', async (cell) => {
  const { stdout, code } = await applied(cell);
  expect(recorded(stdout)).toEqual([['https://a.nz/1'], ['https://a.nz/2']]);
  expect(code).toBe(0);
});

test.each(['https://a.nz/1;https://a.nz/2', 'https://police.govt.nz@evil.example', 'https://a.nz/1 and 2'])(
  'a cell %j is refused by its position',
  async (cell) => {
    const { stderr, code } = await applied(cell);
    expect(stderr).toMatch(/^-:2:\d+: error: .*\[wrong-form\]$/m);
    expect(code).toBe(2);
  },
);
