/** Changes to an item's file that people make in two places, made by the program's own edits. */
import { join } from 'node:path';
import fc from 'fast-check';
import { ratings, statuses } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import type { Evidence } from '../../schemas/update.ts';
import { PlanError } from '../../src/errors.ts';
import { applyUpdate, type UpdateInput } from '../../src/plan/changes/update.ts';
import { milestonesOf } from '../../src/plan/model/timetable.ts';
import { checkItem } from '../../src/plan/rules/index.ts';
import { loadPlan } from '../../src/storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../src/storage/plan-files/rule-context.ts';
import { applyEdits } from '../../src/storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../src/storage/yaml/edit/key-order.ts';
import { parseItem } from '../../src/storage/yaml/read-value.ts';

const root = join(import.meta.dirname, '../..');
const loaded = await loadPlan({ root: join(root, 'plan'), cwd: root });

/** An item with two milestones, an ongoing one and one on a trigger, as they are shipped. */
export const shipped = ['5', '7', '13'].map((id) => {
  const item = loaded.plan.items.find((each) => String(each.id) === id)!;
  return loaded.sources.items.get(item)!.text;
});

const today = '2026-12-31';
const original = (id: Item['id']) => loaded.plan.items.find((each) => each.id === id)!;

/** Every error that the rules find in a text's item. */
export async function errorsIn(text: string): Promise<string[]> {
  const item = (await parseItem(text))!;
  const context = ruleContexts(loaded, today)(original(item.id));
  return checkItem(item, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

export type Step = { report: UpdateInput; day: string } | { comment: string; line: number };

/** The text after the steps; those that the rules refuse are left out. */
export async function changedBy(text: string, steps: readonly Step[]): Promise<string> {
  let now = text;
  for (const step of steps) now = 'comment' in step ? commented(now, step) : await reported(now, step);
  return now;
}

function commented(text: string, { comment, line }: { comment: string; line: number }): string {
  const lines = text.split('\n');
  const at = line % lines.length;
  const indent = /^ */.exec(lines[at]!)![0];
  const next = lines.toSpliced(at, 0, `${indent}# ${comment}`).join('\n');
  return next;
}

async function reported(
  text: string,
  { report, day }: { report: UpdateInput; day: string },
): Promise<string> {
  const item = (await parseItem(text))!;
  const context = { ...ruleContexts(loaded, day)(original(item.id)), today: day };
  const milestone = milestonesOf(item).some(({ id }) => id === report.milestone)
    ? report.milestone
    : undefined;
  try {
    const change = await applyUpdate(item, { ...report, milestone }, context);
    return change ? applyEdits(text, change.edits, keyOrder) : text;
  } catch (error) {
    if (error instanceof PlanError && error.code !== 'internal') return text;
    throw error;
  }
}

const day = fc.integer({ min: 20, max: 26 }).map((number) => `2026-11-${number}`);

export const reportStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.record(
      {
        milestone: fc.constantFrom('5.1', '5.2'),
        status: fc.constantFrom(...statuses),
        rating: fc.constantFrom(...ratings),
        note: fc.constantFrom('Agreed.', 'Two lines.\n\nOf note.', 'Ngā mahi: “done” # really'),
        reason: fc.constantFrom('It came back.'),
        evidence: fc.constant<Evidence[]>([{ title: 'Minute', url: 'https://example.org/minute' }]),
        asOf: day,
      },
      { requiredKeys: ['note'] },
    ),
    day,
  )
  .map(([report, recorded]) => ({ report: report as UpdateInput, day: recorded }));

export const commentStep: fc.Arbitrary<Step> = fc.record({
  comment: fc.constantFrom('one', 'two', 'three'),
  line: fc.nat(60),
});
