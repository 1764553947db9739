/** Random changes to an item's file: updates by the program's own edits, and comments by hand. */
import { join } from 'node:path';
import { ratings, statuses } from '../../schemas/enums.ts';
import type { Item } from '../../schemas/item.ts';
import type { Evidence } from '../../schemas/update.ts';
import { PlanError } from '../../src/errors.ts';
import { correctUpdates, withdrawUpdates } from '../../src/plan/changes/correct.ts';
import { applyUpdate, type UpdateInput } from '../../src/plan/changes/update.ts';
import { milestonesOf } from '../../src/plan/model/timetable.ts';
import { identifiedUpdates, isEffective } from '../../src/plan/model/updates.ts';
import { checkItem } from '../../src/plan/rules/index.ts';
import { loadPlan } from '../../src/storage/plan-files/read-plan.ts';
import { ruleContexts } from '../../src/storage/plan-files/rule-context.ts';
import { applyEdits } from '../../src/storage/yaml/edit/apply-edits.ts';
import { keyOrder } from '../../src/storage/yaml/edit/insert-position.ts';
import { parseItem } from '../../src/storage/yaml/read-value.ts';
import { deepEqual } from '../../src/util/equal.ts';
import fc from './property.ts';

const root = join(import.meta.dirname, '../..');
const loaded = await loadPlan({ root: join(root, 'plan'), cwd: root });

/** The files of three shipped items: with milestones, ongoing, and with a trigger. */
export const shipped = ['5', '7', '13'].map((id) => {
  const item = loaded.plan.items.find((each) => String(each.id) === id)!;
  return loaded.sources.items.get(item)!.text;
});

const today = '2026-12-31';
const original = (id: Item['id']) => loaded.plan.items.find((each) => each.id === id)!;

/** The errors that the rules find in the item of a text. */
export async function errorsIn(text: string): Promise<string[]> {
  const item = (await parseItem(text))!;
  const context = ruleContexts(loaded, today)(original(item.id));
  return checkItem(item, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

export type Step =
  | { update: UpdateInput; day: string }
  /** Corrects the note of the update at a position among those that count, or withdraws it. */
  | { correct: number; note: string | null; day: string }
  | { comment: string; line: number; isBehindValue: boolean };

/** The text after the steps; steps that the rules refuse are left out. */
export async function changedBy(text: string, steps: readonly Step[]): Promise<string> {
  let current = text;
  for (const step of steps)
    current =
      'comment' in step
        ? await addComment(current, step)
        : 'correct' in step
          ? await addCorrection(current, step)
          : await addUpdate(current, step);
  return current;
}

async function addComment(
  text: string,
  { comment, line, isBehindValue }: Extract<Step, { comment: string }>,
): Promise<string> {
  const lines = text.split('\n');
  const at = line % lines.length;
  const indent = /^ */.exec(lines[at]!)![0];
  if (!isBehindValue) return lines.toSpliced(at, 0, `${indent}# ${comment}`).join('\n');
  const changed = lines.with(at, `${lines[at]}  # ${comment}`).join('\n');
  return deepEqual(await parseItem(changed), await parseItem(text)) ? changed : text;
}

async function addUpdate(
  text: string,
  { update, day }: Extract<Step, { update: UpdateInput }>,
): Promise<string> {
  const item = (await parseItem(text))!;
  const context = { ...ruleContexts(loaded, day)(original(item.id)), today: day };
  const milestone = milestonesOf(item).some(({ id }) => id === update.milestone)
    ? update.milestone
    : undefined;
  try {
    const change = await applyUpdate(item, { ...update, milestone }, context);
    return change ? applyEdits(text, change.edits, keyOrder) : text;
  } catch (error) {
    if (error instanceof PlanError && error.code !== 'internal') return text;
    throw error;
  }
}

async function addCorrection(
  text: string,
  { correct, note, day }: Extract<Step, { correct: number }>,
): Promise<string> {
  const item = (await parseItem(text))!;
  const context = { ...ruleContexts(loaded, day)(original(item.id)), today: day };
  const updates = identifiedUpdates(item).filter(isEffective);
  const target = updates[correct % Math.max(1, updates.length)];
  if (!target) return text;
  try {
    const change =
      note === null
        ? await withdrawUpdates(item, [target], { reason: 'About another item' }, context)
        : await correctUpdates(item, [target], { note }, context);
    return change ? applyEdits(text, change.edits, keyOrder) : text;
  } catch (error) {
    if (error instanceof PlanError && error.code !== 'internal') return text;
    throw error;
  }
}

const day = fc.integer({ min: 20, max: 26 }).map((number) => `2026-11-${number}`);

const newUpdate: fc.Arbitrary<Step> = fc
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
  .map(([update, recorded]) => ({ update: update as UpdateInput, day: recorded }));

const correction: fc.Arbitrary<Step> = fc.record({
  correct: fc.nat(5),
  note: fc.constantFrom('Agreed in May.', 'Not so.', null),
  day,
});

/** A new update or, more rarely, the correction or withdrawal of one. */
export const updateStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: newUpdate },
  { weight: 1, arbitrary: correction },
);

export const commentStep: fc.Arbitrary<Step> = fc.record({
  comment: fc.constantFrom('one', 'two', 'three'),
  line: fc.nat(60),
  isBehindValue: fc.boolean(),
});
