/** Examples of merges: the merged text, and the conflicts where both sides changed the same field. */
import { describe, expect, test } from 'vitest';
import { frozenText } from '../../../../src/plan/model/fingerprint.ts';
import { mergeFiles } from '../../../../src/storage/merge/merge-files.ts';
import { parseItem } from '../../../../src/storage/yaml/read-value.ts';
import { sha256 } from '../../../../src/util/sha256.ts';
import type { Step } from '../../../support/merge-changes.ts';
import { changedBy, errorsIn, shipped } from '../../../support/merge-changes.ts';

const [five, seven] = shipped as [string, string];

const update = (values: Extract<Step, { update: unknown }>['update'], day = '2026-11-24'): Step => ({
  update: values,
  day,
});

/** Merges in both directions, which give the same bytes where there is no conflict. */
async function merged(base: string, ours: string, theirs: string) {
  const result = await mergeFiles(base, ours, theirs);
  const mirrored = await mergeFiles(base, theirs, ours);
  if (result.conflicts.length === 0) expect(mirrored.text).toBe(result.text);
  else
    expect(mirrored.conflicts.map(({ theirs }) => theirs)).toEqual(result.conflicts.map(({ ours }) => ours));
  return result;
}

/** The lines that are not in the base. */
function added(base: string, text: string): string {
  const old = base.split('\n');
  return text
    .split('\n')
    .filter((line) => !old.includes(line))
    .join('\n');
}

test('updates of two milestones', async () => {
  const ours = await changedBy(five, [update({ milestone: '5.1', status: 'completed', agency: 'dol' })]);
  const theirs = await changedBy(five, [update({ milestone: '5.2', status: 'on-hold', agency: 'customs' })]);
  const { text, conflicts } = await merged(five, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(await errorsIn(text)).toEqual([]);
  expect(added(five, text)).toMatchInlineSnapshot(`
    "      status: completed
          status: on-hold
    updates:
      - as-of: 2026-11-24
        recorded: 2026-11-24
        agency: customs
        milestone: "5.2"
        status: on-hold
      - as-of: 2026-11-24
        recorded: 2026-11-24
        agency: dol
        milestone: "5.1"
        status: completed"
  `);
});

test('a status and a note, with comments of both sides', async () => {
  const base = await changedBy(seven, [update({ status: 'not-started' }, '2026-11-20')]);
  const ours = (await changedBy(base, [update({ status: 'in-progress' })])).replace(
    'status: in-progress\n',
    'status: in-progress   # at last\n',
  );
  const theirs = (await changedBy(base, [update({ note: 'Asked again.' })]))
    .replace('    note: Asked again.', '    # by telephone\n    note: "Asked again."')
    .replace('updates:', '# newest last\nupdates:');
  const { text, conflicts } = await merged(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(added(base, text)).toMatchInlineSnapshot(`
    "status: in-progress   # at last
    # newest last
      - as-of: 2026-11-24
        recorded: 2026-11-24
        # by telephone
        note: "Asked again."
      - as-of: 2026-11-24
        recorded: 2026-11-24
        status: in-progress"
  `);
});

test('the same update on both sides is kept once', async () => {
  const report = update({ status: 'in-progress', note: 'Begun.' });
  const ours = await changedBy(seven, [report]);
  const theirs = await changedBy(seven, [report, update({ note: 'More.' }, '2026-11-25')]);
  expect((await merged(seven, ours, theirs)).text).toBe(theirs);
});

test('two statuses of one agency are a conflict', async () => {
  const ours = await changedBy(five, [update({ status: 'in-progress', agency: 'dol' })]);
  const theirs = await changedBy(five, [update({ status: 'on-hold', agency: 'dol' }, '2026-11-23')]);
  const { text, conflicts } = await merged(five, ours, theirs);
  expect(conflicts).toMatchInlineSnapshot(`
    [
      {
        "field": "status",
        "ours": "item 5 is in-progress (dol, as of 2026-11-24)",
        "path": [
          "status",
        ],
        "theirs": "item 5 is on-hold (dol, as of 2026-11-23)",
        "why": null,
      },
    ]
  `);
  expect(added(five, text)).toMatchInlineSnapshot(`
    "<<<<<<< ours: item 5 is in-progress (dol, as of 2026-11-24)
    status: in-progress
    =======
    status: on-hold
    >>>>>>> theirs: item 5 is on-hold (dol, as of 2026-11-23)
    updates:
      - as-of: 2026-11-23
        recorded: 2026-11-23
        agency: dol
        status: on-hold
      - as-of: 2026-11-24
        recorded: 2026-11-24
        agency: dol
        status: in-progress"
  `);
});

test('an item completed on one side, and a milestone reopened on the other', async () => {
  const base = await changedBy(five, [
    update({ milestone: '5.1', status: 'completed' }, '2026-11-20'),
    update({ milestone: '5.2', status: 'completed' }, '2026-11-20'),
  ]);
  const ours = await changedBy(base, [update({ status: 'completed' })]);
  const theirs = await changedBy(base, [
    update({ milestone: '5.2', status: 'in-progress', reason: 'Redrafted.' }),
  ]);
  const { conflicts } = await merged(base, ours, theirs);
  expect(conflicts).toMatchInlineSnapshot(`
    [
      {
        "field": "status",
        "ours": "item 5 is completed (the group, as of 2026-11-24)",
        "path": [
          "status",
        ],
        "theirs": "item 5 is not reported",
        "why": "item 5 cannot be \`completed\` while milestone \`5.2\` is open",
      },
    ]
  `);
});

test('a later day reported before an earlier day', async () => {
  const ours = await changedBy(seven, [
    update({ rating: 'on-track', asOf: '2026-11-22', note: 'A' }, '2026-11-22'),
  ]);
  const theirs = await changedBy(seven, [
    update({ rating: 'at-risk', asOf: '2026-11-18', note: 'B' }, '2026-11-22'),
    update({ rating: 'on-track', asOf: '2026-11-20' }, '2026-11-23'),
  ]);
  const { conflicts, text } = await merged(seven, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(added(seven, text)).toMatchInlineSnapshot(`
    "rating: on-track
    updates:
      - as-of: 2026-11-18
        recorded: 2026-11-22
        rating: at-risk
        note: B
      - as-of: 2026-11-22
        recorded: 2026-11-22
        rating: on-track
        note: A
      - as-of: 2026-11-20
        recorded: 2026-11-23
        rating: on-track"
  `);
});

test('an update withdrawn on one side, and reaffirmed on the other', async () => {
  const base = await changedBy(seven, [update({ status: 'in-progress', asOf: '2026-11-18' }, '2026-11-18')]);
  const ours = await changedBy(base, [{ correct: 0, note: null, day: '2026-11-19' }]);
  const theirs = await changedBy(base, [
    update({ status: 'in-progress', asOf: '2026-11-20', reaffirms: true }, '2026-11-20'),
  ]);
  expect(ours).not.toMatch(/^status:/m);
  const { conflicts, text } = await merged(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(text).toMatch(/^status: in-progress$/m);
  expect(await errorsIn(text)).toEqual([]);
});

test('an update corrected on one side, and withdrawn on the other, is withdrawn', async () => {
  const base = await changedBy(seven, [update({ status: 'in-progress', note: 'A.' }, '2026-11-18')]);
  const ours = await changedBy(base, [{ correct: 0, note: 'B.', day: '2026-11-19' }]);
  const theirs = await changedBy(base, [{ correct: 0, note: null, day: '2026-11-20' }]);
  const { conflicts, text } = await merged(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(text).not.toMatch(/^status:/m);
  expect(await errorsIn(text)).toEqual([]);
});

describe('comments', () => {
  test('of both sides behind one value: the second gets a line of its own', async () => {
    const base = await changedBy(seven, [update({ status: 'not-started' }, '2026-11-20')]);
    const comment = (text: string) =>
      base.replace('status: not-started\n', `status: not-started  # ${text}\n`);
    const { text, conflicts } = await merged(base, comment('ours'), comment('theirs'));
    expect(conflicts).toEqual([]);
    expect(added(base, text)).toBe('# theirs\nstatus: not-started  # ours');
  });

  test('of one side stay where the other side writes the file in another style', async () => {
    const ours = (await changedBy(five, [update({ status: 'in-progress' })])).replace(
      '    - id: "5.2"',
      '    # See minute 12.\n    - id: "5.2"  # second',
    );
    const theirs = five.replace(/^pillar: (.*)$/m, "'pillar': '$1'").replaceAll(/^ {4}/gm, '      ');
    const { text, conflicts } = await merged(five, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(text).toContain("'pillar': 'prevention'\n");
    expect(text).toContain('    # See minute 12.\n      - id: "5.2"  # second\n');
    expect(text).toContain('\nstatus: in-progress\n');
  });

  test('in an update that the other side removed are a conflict', async () => {
    const base = await changedBy(seven, [
      update({ note: 'One.' }, '2026-11-20'),
      update({ note: 'Two.' }, '2026-11-21'),
    ]);
    const ours = base.replace('    note: Two.', '    # by telephone\n    note: Two.');
    const theirs = base.slice(0, base.indexOf('  - as-of: 2026-11-21'));
    const { text, conflicts } = await merged(base, ours, theirs);
    expect(conflicts.map(({ why }) => why)).toEqual([
      'both sides changed the same lines in ways that can’t be merged safely',
    ]);
    expect(text).toContain('# by telephone');
  });
});

describe('wording', () => {
  /** The text with another value, its amendment, and the new fingerprint. */
  async function amended(
    text: string,
    field: 'action' | 'measure',
    to: string,
    recorded: string,
  ): Promise<string> {
    const was = (await parseItem(text))!;
    const next = text.replace(`${field}: ${was[field]}`, `${field}: ${to}`);
    const wording = `sha256:${sha256(frozenText((await parseItem(next))!))}`;
    const entry = `amendments:\n  - { recorded: ${recorded}, reason: So, authority: Minute, field: ${field}, from: ${was[field]}, to: ${to} }\n`;
    return next.replace(was.wording, wording) + entry;
  }

  test('amended in different fields', async () => {
    const ours = await amended(five, 'action', 'Collect it', '2026-11-23');
    const theirs = await amended(five, 'measure', 'Count it', '2026-11-24');
    const { text, conflicts } = await merged(five, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(await errorsIn(text)).toEqual([]);
    expect(added(five, text)).toMatchInlineSnapshot(`
      "action: Collect it
      measure: Count it
      wording: sha256:fec16ee4edebfeee75279a7b1f146b766a3106224d79883f70d719cde146a84d
      amendments:
        - { recorded: 2026-11-23, reason: So, authority: Minute, field: action, from: Collect information related to people trafficking activity on an on-going basis, to: Collect it }
        - { recorded: 2026-11-24, reason: So, authority: Minute, field: measure, from: Use of intelligence related to people trafficking, to: Count it }"
    `);
  });

  test('amended in the same field', async () => {
    const ours = await amended(five, 'action', 'Collect it', '2026-11-23');
    const theirs = await amended(five, 'action', 'Gather it', '2026-11-24');
    const { text, conflicts } = await merged(five, ours, theirs);
    expect(conflicts.map(({ ours, theirs }) => [ours, theirs])).toMatchInlineSnapshot(`
      [
        [
          "action is “Collect it”",
          "action is “Gather it”",
        ],
      ]
    `);
    expect(added(five, text)).toMatchInlineSnapshot(`
      "<<<<<<< ours: action is “Collect it”
      action: Collect it
      =======
      action: Gather it
      >>>>>>> theirs: action is “Gather it”
      <<<<<<< ours: the fingerprint of this text
      wording: sha256:41c50c4d12048b42458079b9e6a937b4fdbb7605eed4b06bbf7a31e0c1f6163d
      =======
      wording: sha256:6228883533dd3a8d44b96de7c40e255243e3097eb43c9fd3a419d7df9b0f021f
      >>>>>>> theirs: the fingerprint of this text
      amendments:
        - { recorded: 2026-11-23, reason: So, authority: Minute, field: action, from: Collect information related to people trafficking activity on an on-going basis, to: Collect it }
        - { recorded: 2026-11-24, reason: So, authority: Minute, field: action, from: Collect information related to people trafficking activity on an on-going basis, to: Gather it }"
    `);
  });
});

describe('texts', () => {
  test('line breaks follow the side that changed them', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const ours = await changedBy(seven, [update({ status: 'in-progress' })]);
    const theirs = await changedBy(seven, [update({ note: 'Asked.' })]);
    const plain = await merged(seven, ours, theirs);
    expect(await merged(crlf(seven), crlf(ours), crlf(theirs))).toEqual({ ...plain, text: crlf(plain.text) });
    expect(await merged(seven, crlf(ours), theirs)).toEqual({ ...plain, text: crlf(plain.text) });
  });

  test('without a final line break', async () => {
    const bare = seven.trimEnd();
    const ours = await changedBy(bare, [update({ status: 'in-progress' })]);
    const theirs = await changedBy(bare, [update({ note: 'Asked.' })]);
    const { text, conflicts } = await merged(bare, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(text.endsWith('\n')).toBe(false);
  });

  test('that can’t be read as items are merged line by line', async () => {
    const broken = seven.replace('id: 7', 'id: [');
    const { text, conflicts } = await merged(seven, broken, `${seven}status: x\n`);
    expect(conflicts).toEqual([]);
    expect(text).toBe(`${broken}status: x\n`);
    const clash = await merged(seven, broken, seven.replace('id: 7', 'id: 8'));
    expect(added(seven, clash.text)).toMatchInlineSnapshot(`
      "<<<<<<< ours: these lines
      id: [
      =======
      id: 8
      >>>>>>> theirs: these lines"
    `);
  });

  test('added by both sides', async () => {
    const { text, conflicts } = await merged('', seven, seven.replace(/action: .*/, 'action: Another'));
    expect(conflicts.map(({ ours, theirs }) => [ours, theirs])).toMatchInlineSnapshot(`
      [
        [
          "item 7 is “Continue to participate in international fora and engagemen…”",
          "item 7 is “Another”",
        ],
      ]
    `);
    expect(text.match(/^[<=>].*/gm)).toMatchInlineSnapshot(`
      [
        "<<<<<<< ours: item 7 is “Continue to participate in international fora and engagemen…”",
        "=======",
        ">>>>>>> theirs: item 7 is “Another”",
      ]
    `);
  });
});
