/** The shipped plan contains every word of its source and no others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { AgenciesFile } from '../../schemas/agencies.ts';
import type { Item, Timetable } from '../../schemas/item.ts';
import type { PlanFile } from '../../schemas/plan.ts';

const root = join(import.meta.dirname, '../..');
const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const plan: PlanFile = parse(text('plan/plan.yaml'));
const register: AgenciesFile = parse(text('plan/agencies.yaml'));
/** Every item of the shipped plan has a source. */
type Sourced = Item & { source: NonNullable<Item['source']> };
const items: Sourced[] = readdirSync(join(root, 'plan/items'))
  .toSorted()
  .map((name) => parse(text('plan/items', name)));

/** Normalizes white space, which comes from the layout of the page. */
const fold = (words: string) => words.replace(/\s+/g, ' ').trim();

const source = fold(text('tests/fixtures/source/action-items.txt'));

/** The text of the page before the first pillar. */
const head = `Home > Publications > Research > Plan of Action to Prevent People Trafficking > Inter-agency Working
  Group – Action Items Inter-agency Working Group – Action Items Key Orange Action item Green Business as usual
  No. Objective Action Timetable Agency responsible Measure`;

/** The page, rebuilt from the plan. */
function rebuild(from: readonly Sourced[]): string {
  const rows = plan.pillars.flatMap(({ id, name }) => [
    name.toUpperCase(),
    ...from
      .filter(({ pillar }) => pillar === id)
      .flatMap(({ id, objective, action, measure, source: { timetable, agencies } }) => [
        id,
        objective,
        action,
        timetable,
        agencies,
        measure,
      ]),
  ]);
  return [fold(head), ...rows].join(' ');
}

/** The timetable cell, rebuilt from the parts. A label precedes the first milestone of a horizon. */
function rejoin({ milestones, ongoing, trigger }: Timetable): string {
  const labels = new Map(plan.horizons?.map(({ id, name }) => [id, name]));
  const tasks = milestones?.flatMap(({ horizon, task }, n) =>
    horizon === milestones[n - 1]?.horizon ? [task] : [labels.get(horizon!), task],
  );
  return (tasks ?? [ongoing?.text ?? trigger?.text]).join(' ');
}

/** The source has both `Short:` and `Short`. */
const unpointed = (cell: string) => cell.replace(/\b(Short|Medium): /g, '$1 ');

const idOf = new Map(
  register.agencies.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id])),
);
const wordsOf = (cell: string) => cell.match(/\p{L}+/gu) ?? [];
const agenciesIn = (cell: string) => wordsOf(cell).flatMap((word) => idOf.get(word) ?? []);

/** Every text with one word changed. */
const misprints = (words: string) => {
  const all = words.split(' ');
  return all.map((word, n) => all.with(n, `${word}s`).join(' '));
};

test('the plan contains the whole page', () => {
  expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 28 }, (_, n) => n + 1));
  expect(rebuild(items)).toBe(source);
});

describe('one changed word is found', () => {
  const cells: Record<string, (item: Sourced, write: (words: string) => string[]) => Sourced[]> = {
    objective: (item, write) => write(item.objective).map((objective) => ({ ...item, objective })),
    action: (item, write) => write(item.action).map((action) => ({ ...item, action })),
    measure: (item, write) => write(item.measure).map((measure) => ({ ...item, measure })),
    agencies: ({ source, ...item }, write) =>
      write(source.agencies).map((agencies) => ({ ...item, source: { ...source, agencies } })),
    timetable: ({ source, ...item }, write) =>
      write(source.timetable).map((timetable) => ({ ...item, source: { ...source, timetable } })),
  };

  test.each(Object.entries(cells))('in any %s', (_, misprinted) => {
    for (const [n, item] of items.entries())
      for (const wrong of misprinted(item, misprints))
        expect(rebuild(items.with(n, wrong)) === source, JSON.stringify(wrong)).toBe(false);
  });

  test('in the source', () => {
    const rebuilt = rebuild(items);
    for (const wrong of misprints(source)) expect(wrong === rebuilt).toBe(false);
  });
});

describe.each(items)('item $id', (item) => {
  const { milestones, ongoing, trigger } = item.timetable;
  const cell = unpointed(item.source.timetable);

  test('has every part of the timetable cell', () => {
    expect(rejoin(item.timetable)).toBe(cell);
    const wrong: Timetable[] = milestones
      ? milestones.flatMap((each, n) =>
          misprints(each.task).map((task) => ({ milestones: milestones.with(n, { ...each, task }) })),
        )
      : misprints(ongoing?.text ?? trigger!.text).map((words) => ({ trigger: { text: words } }));
    for (const timetable of wrong) expect(rejoin(timetable)).not.toBe(cell);
  });

  test('has numbered milestones, with the agencies that the source names', () => {
    for (const [n, { id, task, agencies }] of (milestones ?? []).entries()) {
      expect(id).toBe(`${item.id}.${n + 1}`);
      expect(agencies ?? []).toEqual(agenciesIn(/\((.*)\)$/.exec(task)?.[1] ?? ''));
    }
  });

  test('has the agencies that the source names, in its order', () => {
    expect(item.agencies).toEqual(agenciesIn(item.source.agencies));
  });
});

describe('the counts', () => {
  const tally = (all: readonly string[]) =>
    Object.fromEntries([...new Set(all)].map((each) => [each, all.filter((other) => other === each).length]));
  const having = (holds: (timetable: Timetable) => unknown) =>
    items.filter(({ timetable }) => holds(timetable)).map(({ id }) => id);

  test('of items in a pillar', () => {
    expect(tally(items.map(({ pillar }) => pillar))).toEqual({
      prevention: 12,
      protection: 10,
      prosecution: 6,
    });
  });

  test('of agencies', () => {
    const often = { dol: 14, police: 9, customs: 5, moj: 4, mfat: 3, dia: 2, acc: 2, msd: 2 };
    expect(tally(items.flatMap(({ agencies }) => agencies))).toEqual({ ...often, moh: 1, hnzc: 1, ngos: 1 });
  });

  test('of timetables', () => {
    const at = (horizon: string) => (timetable: Timetable) =>
      timetable.milestones?.some((each) => each.horizon === horizon);
    expect(having(at('short'))).toEqual([1, 2, 3, 4, 5, 9, 10, 11, 12, 16, 17, 21, 23]);
    expect(having(at('medium'))).toEqual([1, 4]);
    expect(having(({ ongoing }) => ongoing)).toEqual([6, 7, 8, 27]);
    expect(having(({ trigger }) => trigger)).toEqual([13, 14, 15, 18, 19, 20, 22, 24, 25, 26, 28]);
    expect(items.flatMap(({ timetable }) => timetable.milestones ?? [])).toHaveLength(16);
  });
});

test('every word of the agency cells is parsed', () => {
  const unread = items.flatMap(({ source }) => wordsOf(source.agencies).filter((word) => !idOf.has(word)));
  // Item 26: "MoJ – funded interpreters".
  expect(new Set(unread)).toEqual(new Set(['and', 'funded', 'interpreters']));
});
