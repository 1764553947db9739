/** `--audience public`: every output equals that of the plan without its internal updates, and calls nothing overdue. */
import { describe, expect, test } from 'vitest';
import type { Item } from '../../schemas/item.ts';
import type { Plan } from '../../src/plan/model/plan.ts';
import { idOf } from '../../src/plan/model/plan.ts';
import { isPublic } from '../../src/plan/model/redact.ts';
import { withReportedStatuses } from '../../src/plan/model/status.ts';
import { replacesAnother, updateIds } from '../../src/plan/model/updates.ts';
import { readers } from '../support/format-readers.ts';
import { anItem, planOf, somePlan } from '../support/items.ts';
import { plan } from '../support/plan.ts';
import fc, { times } from '../support/property.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { setToday } from '../support/shipped.ts';

/** Commands that show the plan, each in some of its formats. */
const commands: readonly (readonly [command: string, ...formats: string[]])[] = [
  ['list', 'table', 'json', 'csv', 'xlsx', 'html', 'ndjson', 'yaml'],
  ['list --overdue', 'table'],
  ['list --status not-reported --sort -due,status', 'tsv'],
  ['list --where overdue||stale||reportCount>1', 'markdown'],
  ['list --count-by overdue,status', 'table', 'json'],
  ['list --group-by overdue', 'table', 'json'],
  ['list --as-of 2026-11-14', 'json'],
  ['agencies --unreported', 'table'],
  ['summary', 'text', 'json', 'yaml', 'markdown', 'html', 'xlsx', 'csv'],
  ['show --pillar first,second', 'text', 'json'],
  ['chart', 'text', 'json'],
  ['chart timeline', 'text', 'svg', 'csv'],
  ['chart horizons', 'text'],
  ['chart completion', 'text', 'json'],
  ['calendar', 'ics', 'json'],
  ['changes --since HEAD~1', 'text', 'markdown', 'json'],
  ['changes --since 2026-11-15', 'text', 'json'],
  ['diff HEAD~1..HEAD --by agency', 'text'],
  ['report --since 2026-11-15 --where !duePassed', 'json'],
  ['report --since HEAD~1', 'text', 'markdown', 'html', 'json', 'xlsx'],
];

/** An item of which some updates are corrected or withdrawn. */
const corrected = (item: Item): fc.Arbitrary<Item> =>
  fc
    .array(fc.tuple(fc.nat(3), fc.boolean(), fc.constantFrom('public' as const, 'internal' as const)), {
      maxLength: 2,
    })
    .map((replaced) => {
      // Different notes: else the id of an update could depend on how many internal ones equal it.
      const updates = (item.updates ?? [])
        .filter((entry) => !replacesAnother(entry))
        .map((entry, at) => ({ ...entry, note: `Entry ${at}.` }));
      if (updates.length === 0) return item;
      for (const [at, isWithdrawn, visibility] of replaced) {
        const target = at % updates.length;
        const { withdraws: _, corrects: __, ...entry } = updates[target]!;
        const id = updateIds({ updates })[target]!;
        const days = { 'as-of': entry['as-of'], recorded: '2026-11-28' };
        updates.push({
          ...(isWithdrawn
            ? { ...days, withdraws: id, reason: 'In error' }
            : { ...entry, ...days, corrects: id, rating: 'at-risk' }),
          note: `Entry ${updates.length}.`,
          visibility,
        });
        if (isWithdrawn) delete (updates.at(-1) as { note?: string }).note;
      }
      return withReportedStatuses({ ...item, updates });
    });

const planWithCorrections = somePlan.chain((all) =>
  fc.tuple(...all.items.map(corrected)).map((items): Plan => ({ ...all, items })),
);

const withoutInternal = (item: Item): Item => {
  const updates = item.updates?.filter(isPublic) ?? [];
  const { updates: _, ...rest } = item;
  return withReportedStatuses(updates.length > 0 ? { ...rest, updates } : rest);
};

/** A repository with the plan without its last updates in one commit, then with all of them. */
function repositoryOf({ settings, agencies, items }: Plan, edit: (item: Item) => Item): Sandbox {
  const sandbox = createSandbox();
  const filesOf = (items: readonly Item[]) => ({
    'plan/plan.yaml': JSON.stringify(settings),
    'plan/agencies.yaml': JSON.stringify({ agencies }),
    'plan/items/.keep': '',
    ...Object.fromEntries(
      items.map((item) => [`plan/items/${idOf(item).padStart(2, '0')}.yaml`, JSON.stringify(item)]),
    ),
  });
  const earlier = items.map(({ updates = [], ...item }) =>
    withReportedStatuses(updates.length > 1 ? { ...item, updates: updates.slice(0, 1) } : item),
  );
  setToday(sandbox, '2026-11-15');
  sandbox.commit(filesOf(earlier.map(edit)));
  setToday(sandbox, '2026-11-28');
  sandbox.commit({ ...filesOf(items.map(edit)), 'other.txt': '' });
  return sandbox;
}

/** An output as text, with the same text for all hashes and all numbers of updates that are left out. */
async function outputOf(sandbox: Sandbox, command: string, format: string): Promise<string> {
  const words = [...command.split(' '), '--audience', 'public', '--format', format];
  const { stdout, stderr, code } = await plan(sandbox, words);
  expect(code, `${words.join(' ')}: ${stderr}`).toBe(0);
  expect(stdout).not.toMatch(/.{0,40}overdue.{0,40}/i);
  const text = stdout === '' ? '' : await readers[format]!(stdout);
  const notes = stderr.replace(/^plan: public report: .*\n/m, '');
  return `${text}\n${notes}`
    .replace(/\b[0-9a-f]{40}\b|\b[0-9a-f]{7}\b/g, 'HASH')
    .replace(/\b\d+\s+internal\s+updates?/g, 'N internal updates')
    .replace(/"reports":\s*\d+/g, '"reports": N')
    .replace(/\s+/g, ' ');
}

test('a milestone that was completed internally reads like one without a report', async () => {
  const milestones = [{ id: 'a', due: '2026-10-31', task: 'Work' }];
  const entry = { 'as-of': '2026-10-30', recorded: '2026-10-30' } as const;
  const completed = { ...entry, milestone: 'a', status: 'completed' } as const;
  const outputs = [[completed], [{ ...entry, note: 'Nothing yet.' }]].map(async (updates) => {
    const item = withReportedStatuses(anItem({ timetable: { milestones }, updates }));
    return await outputOf(
      repositoryOf(planOf([item]), (each) => each),
      'show 1',
      'text',
    );
  });
  const [one, other] = await Promise.all(outputs);
  expect(one).toBe(other);
  expect(one).toContain('a: due 2026-10-31 has passed; no public report of completion');
});

test('`changes --audience public` and the public report list the same changes', async () => {
  await fc.assert(
    fc.asyncProperty(planWithCorrections, fc.constantFrom('HEAD~1', '2026-11-15'), async (all, since) => {
      const sandbox = repositoryOf(all, (item) => item);
      const json = async (...words: string[]) =>
        JSON.parse((await plan(sandbox, [...words, '--since', since, '--json'])).stdout);
      const [{ changes }, { items, summary }] = [
        await json('report'),
        await json('changes', '--audience', 'public'),
      ];
      expect(changes.items).toEqual(items);
      expect({ ...changes.summary, leftOut: null }).toEqual({ ...summary, leftOut: null });
    }),
    { numRuns: times(6) },
  );
});

describe('`--audience public`', () => {
  test.each(commands)('%s', async (command, ...formats) => {
    await fc.assert(
      fc.asyncProperty(planWithCorrections, async (all) => {
        fc.pre(all.items.length > 0);
        const sandboxes = [repositoryOf(all, (item) => item), repositoryOf(all, withoutInternal)];
        for (const format of formats) {
          const [output, expected] = await Promise.all(
            sandboxes.map((sandbox) => outputOf(sandbox, command, format)),
          );
          expect(output, format).toBe(expected);
          expect(output, format).not.toMatch(/.{0,40}overdue.{0,40}/i);
        }
      }),
      { numRuns: times(4) },
    );
  });
});
