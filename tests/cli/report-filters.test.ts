/** Filters of `plan report`, which must not reveal internal updates in a public report. */

import { read } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import type { Status } from '../../schemas/enums.ts';
import { ratings } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import { compileExpression } from '../../src/cli/compile-expression.ts';
import { evaluateAll } from '../../src/cli/filter-options.ts';
import type { PlanState } from '../../src/plan/diff/plan-diff.ts';
import type { Audience } from '../../src/plan/model/audience.ts';
import { redactPlan } from '../../src/plan/model/redact.ts';
import { buildReport } from '../../src/plan/report/report.ts';
import { reportJson } from '../../src/render/document/report/json.ts';
import { anItem, planOf, somePlan } from '../support/items.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

const runs = { numRuns: times(20) };
const today = '2026-11-28';

/** The JSON of a report on two states of a plan. */
function reportOn(audience: Audience, where: string, now: PlanState, before: PlanState | null = null) {
  const expressions = [compileExpression(where, '--where', now, { today })];
  const report = buildReport({
    whole: now,
    asOf: null,
    to: { day: today, commit: null },
    from: before && { day: '2026-11-01', commit: 'abc', plan: before },
    audience,
    agencies: null,
    query: { texts: [where], evaluate: (plan, items) => evaluateAll(expressions, plan, items) },
  });
  return reportJson(report);
}

const ids = ({ items }: ReturnType<typeof reportOn>) => items.map((item) => (item as { id?: string }).id);

describe('a public report', () => {
  const update = fc.record(
    {
      'as-of': fc.constantFrom('2026-11-02', '2026-11-20'),
      recorded: fc.constant('2026-11-21'),
      by: fc.constant('A Person <person@example.org>'),
      status: fc.constantFrom('in-progress' as const, 'completed' as const, 'on-hold' as const),
      rating: fc.constantFrom(...ratings),
      note: fc.constantFrom('A secret', 'No secret'),
      evidence: fc.constant([{ title: 'A minute', url: 'https://example.org/minute' }]),
      visibility: fc.constantFrom('public' as const, 'internal' as const),
    },
    { requiredKeys: ['as-of', 'recorded'] },
  );
  const reported = fc
    .tuple(somePlan, fc.array(fc.array(update, { maxLength: 3 }), { minLength: 12, maxLength: 12 }))
    .map(([{ items }, updates]) =>
      planOf(
        items.map(
          (item, at): Item => ({
            ...item,
            ...(updates[at]!.length > 0 && {
              updates: updates[at] as unknown as NonNullable<Item['updates']>,
            }),
            ...{ 'x-mood': 'A secret' },
          }),
        ),
      ),
    );
  const expressions = [
    'status == "completed"',
    'rating == "off-track" || rating == "not-rated"',
    'note.contains("A secret")',
    'has(note)',
    'overdue || stale || unreported',
    'reportCount > 1',
    'evidenceCount == 0',
    'daysSinceUpdate > 10',
    'openMilestones > 1',
    'due < today',
    'item.updates.exists(each, each.visibility == "internal")',
    'item.updates.exists(each, each.by.contains("Person"))',
    'item.x.mood == "A secret"',
    'plan.items.exists(each, each.status == "on-hold")',
  ];

  test('evaluates a query on public information only: internal updates add and remove no items', () => {
    fc.assert(
      fc.property(reported, reported, fc.constantFrom(...expressions), (now, before, where) => {
        const { leftOut: _, ...filtered } = reportOn('public', where, now, before);
        const { leftOut: __, ...redacted } = reportOn(
          'public',
          where,
          redactPlan(now, 'public'),
          redactPlan(before, 'public'),
        );
        expect({ ...filtered, changes: null }).toEqual({ ...redacted, changes: null });
        expect(filtered.changes?.items).toEqual(redacted.changes?.items);
      }),
      runs,
    );
  });

  const addSecret = (sandbox: Sandbox) =>
    plan(sandbox, ['update', '5', '--status', 'in-progress', '--rating', 'off-track', '--note', 'A secret.']);

  test.each(['note.contains("secret")', 'rating == "off-track"', '!unreported', 'reportCount > 0'])(
    '`%s` finds no internal update in a public report or comparison',
    async (where) => {
      const sandbox = shippedPlan(fewItems);
      await addSecret(sandbox);
      const json = async (...words: string[]) =>
        JSON.parse((await plan(sandbox, [...words, '--where', where, '--json'])).stdout);
      expect(ids(await json('report'))).toEqual([]);
      expect(ids(await json('report', '--audience', 'internal'))).toEqual(['5']);
      expect((await json('changes', '--since', 'HEAD~1', '--audience', 'public')).items).toEqual([]);
      expect((await json('changes', '--since', 'HEAD~1')).items).toHaveLength(1);
    },
  );

  test('omits the description and the expression of a saved query', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({
      'plan/plan.yaml': `${sandbox.read('plan/plan.yaml')}`.replace(
        'queries:\n',
        'queries:\n  worry:\n    meaning: What the minister asks about\n    expression: id != "1000"\n',
      ),
    });
    for (const format of ['text', 'markdown', 'html', 'json', 'yaml']) {
      const report = (...words: string[]) =>
        plan(sandbox, ['report', '@worry', '--format', format, ...words]);
      const { stdout, code } = await report();
      expect(code).toBe(0);
      expect(stdout).toContain('@worry');
      expect(stdout).not.toMatch(/minister|1000/);
      if (format === 'text')
        expect((await report('--audience', 'internal')).stdout).toMatch(/minister.*\s.*1000/s);
    }
  });
});

describe('a query', () => {
  const reported = (status: Status) => ({
    status,
    updates: [{ 'as-of': '2026-01-31', recorded: '2026-01-31', status }],
  });
  const [open, done] = [reported('in-progress'), reported('completed')];

  test('selects items by their current state, and compares the same items with the start of the period', () => {
    const now = planOf([anItem({ id: 1, ...open }), anItem({ id: 2, ...done }), anItem({ id: 3, ...open })]);
    const before = planOf([anItem({ id: 1 }), anItem({ id: 2, ...open }), anItem({ id: 3, ...open })]);
    const report = reportOn('internal', 'status == "in-progress"', now, before);
    expect(ids(report)).toEqual(['1', '3']);
    expect(report).toMatchObject({ total: { items: 2, reported: 2 }, before: { items: 2, reported: 1 } });
    expect(report.statuses).toEqual([
      { value: 'in-progress', name: 'in-progress', now: 2, before: 1 },
      { value: null, name: 'not reported', now: 0, before: 1 },
    ]);
    expect(report.changes!.items).toHaveLength(1);
  });

  test('accounts for every item: true, false or undecided, which includes removed ones', () => {
    const milestone = { id: '1.1', task: 'Work' };
    const now = planOf([
      anItem({ id: 1, timetable: { milestones: [{ ...milestone, due: '2026-12-01' }] } }),
      anItem({ id: 2 }),
      anItem({ id: 3, timetable: { milestones: [{ ...milestone, due: '2028-12-01' }] } }),
    ]);
    const before = planOf([...now.items, anItem({ id: 4 })]);
    const report = reportOn('internal', 'due < date("2027-01-01")', now, before);
    expect(ids(report)).toEqual(['1']);
    expect(report.undecided.map(({ reason, ids }) => [reason, ids])).toEqual([
      ['`due` is not known', ['2']],
      ['it was removed', ['4']],
    ]);
    const unread = reportOn('internal', 'due < date("2027-01-01")', { ...now, unreadable: ['4'] }, before);
    expect(unread.undecided).toHaveLength(1);
    expect(unread.unreadable).toEqual(['4']);
  });

  const report = async (words: readonly string[], own: object = {}) => {
    const sandbox = shippedPlan(fewItems);
    return await plan(sandbox, ['report', ...words], { ...own });
  };
  const undecided = ['--where', 'due < date("2027-01-01")'];

  test.each(['text', 'markdown', 'html'])('lists undecided items, as %s', async (format) => {
    const { stdout, stderr } = await report([...undecided, '--format', format]);
    expect(stderr).toContain('3 of 3 items are undecided, because `due` is not known: 5, 7, 13');
    const text = stdout
      .replace(/<[^>]*>|\\/g, '')
      .replaceAll('&#34;', '"')
      .replaceAll('&quot;', '"');
    expect(text).toContain('3 of 3 items, because "due" is not known: 5, 7, 13.');
    expect(text).toMatch(/Whether items belong in this report: 3 of 3/);
    expect(text).toContain('On 2026-11-24 there are no such items.');
  });

  test('lists undecided items in a workbook', async () => {
    const chunks: Uint8Array[] = [];
    await report([...undecided, '--format', 'xlsx'], { out: (chunk: Uint8Array) => void chunks.push(chunk) });
    const { Sheets } = read(Buffer.concat(chunks));
    expect(Sheets.Undecided).toMatchObject({ A2: { v: '5' }, B2: { v: '"due" is not known' } });
  });

  test('combines with an agency', async () => {
    const { stdout } = await report([
      '--agency',
      'customs',
      '@chase',
      '--where',
      '"police" in agencies',
      '--json',
    ]);
    const json = JSON.parse(stdout);
    expect(ids(json)).toEqual(['5']);
    expect(json).toMatchObject({ agencies: ['customs'], where: ['"police" in agencies', '@chase'] });
  });

  test('is evaluated as of the day of the report', async () => {
    const sandbox = shippedPlan(fewItems);
    const run = (...words: string[]) =>
      plan(sandbox, words, {
        dayIn: (_, at) => (at === undefined ? '2026-12-02' : new Date(at * 1000).toISOString().slice(0, 10)),
      });
    setToday(sandbox, '2026-12-01');
    await run('update', '7', '--status', 'in-place', '--public');
    setToday(sandbox, '2026-12-02');
    const found = async (...words: string[]) =>
      ids(JSON.parse((await run('report', '--where', 'status == "in-place"', '--json', ...words)).stdout));
    expect(await found()).toEqual(['7']);
    expect(await found('--known', '2026-11-30')).toEqual([]);
  });

  test('with an error is rejected with its position, before any item is read', async () => {
    const sandbox = shippedPlan(fewItems);
    sandbox.write({ 'plan/items/05.yaml': '{' });
    const { stderr, stdout, code } = await plan(sandbox, ['report', '--where', '"police" in agencie']);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain('              ^^^^^^^\n  did you mean `agencies`?');
    expect((await report(['chase'])).stderr).toContain('`chase` is not a saved query');
  });
});

test('a plan that cannot be read is an error, also with a query', async () => {
  const sandbox = shippedPlan(fewItems);
  sandbox.write({ 'plan/plan.yaml': '{' });
  for (const words of ['changes --since HEAD --until HEAD', 'log', 'report', 'list'])
    expect(await plan(sandbox, [...words.split(' '), '--where', 'overdue']), words).toMatchObject({
      code: 1,
      stdout: '',
    });
});
