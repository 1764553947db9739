/** The rule about trailers: what a commit states about itself is true. */
import { joinQuoted } from '../../../util/suggest.ts';
import { type Trailer, trailerBlocks } from '../../changes/commit-trailers.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import { fieldLabel } from '../../model/field-labels.ts';
import { changeKindOf, trailerValues } from './commit-kind.ts';
import type { HistoryRule, HistoryViolation } from './rule.ts';

const trailersDisagree: HistoryRule = {
  severity: 'note',
  summary: 'The trailers of a commit match what it changed.',
  *check(step) {
    const [block, ...more] = trailerBlocks(step);
    // A squash has the blocks of several commits, and later ones may have undone earlier ones.
    if (!block || more.length > 0) return;
    const kinds = trailerValues(step, 'Plan-Change');
    const kind = changeKindOf(step);
    if (kind === null)
      yield {
        message:
          kinds.length > 1
            ? `\`Plan-Change\` appears ${kinds.length} times: ${joinQuoted(kinds)}`
            : `\`${kinds[0]}\` is not a kind of change`,
      };
    // A merge by `plan sync` has the changes of its parents, and those of an unreadable item are unknown.
    if (kind === null || kind === 'merge' || step.items.some(({ change }) => change.what === 'unreadable'))
      return;
    yield* otherChanges(step, kind);
    if (kind !== 'acknowledge' && kind !== 'publish') yield* falseTrailers(step, block);
  },
};

/** Changes of a kind that the trailers do not state. */
function* otherChanges({ items }: HistoryStep, kind: string): Generator<HistoryViolation> {
  if (!['update', 'amend', 'add', 'retire'].includes(kind)) return;
  for (const item of items) {
    const { what, reported, amended, decided } = item.change;
    const kinds = [
      ...(what === 'added' ? ['add'] : decided ? ['retire'] : []),
      ...(reported.length > 0 && what !== 'added' ? ['update'] : []),
      ...(amended.length > 0 && what !== 'added' ? ['amend'] : []),
    ].filter((each) => each !== kind);
    if (kinds.length > 0)
      yield {
        item,
        message: `the trailers say \`${kind}\`, but item ${item.id} also has ${kinds.map((each) => nouns[each]).join(' and ')}`,
      };
  }
}

const nouns: Readonly<Record<string, string>> = {
  add: 'a decision to add it',
  retire: 'a decision to retire it',
  update: 'a new update',
  amend: 'an amendment',
};

/** Trailers that name an item, a status, a day or a decision that the commit does not have, and items that none names. */
function* falseTrailers({ items }: HistoryStep, block: readonly Trailer[]): Generator<HistoryViolation> {
  for (const trailer of block) {
    const [key, value] = trailer;
    const test = tests[key];
    if (test && !items.some((item) => test(item, value)))
      yield {
        item:
          items.find(({ id }) => id === value.split(' ')[0]) ?? (items.length === 1 ? items[0] : undefined),
        message: `the trailer \`${key}: ${value}\` does not match the change`,
      };
  }
  const named = new Set(block.flatMap(([key, value]) => (key === 'Plan-Item' ? [value] : [])));
  for (const item of items)
    if (!named.has(item.id)) yield { item, message: `no trailer \`Plan-Item\` names item ${item.id}` };
}

/** For each key, whether a change of an item can have this value. */
const tests: Readonly<Record<string, (item: ItemHistoryStep, value: string) => boolean>> = {
  'Plan-Item': ({ id }, value) => id === value,
  'Plan-Status': (item, value) => hasMove(item, value, 'status'),
  'Plan-Rating': (item, value) => hasMove(item, value, 'rating'),
  'Plan-As-Of': ({ change }, value) => change.reported.some((entry) => entry['as-of'] === value),
  'Plan-Agency': ({ change }, value) => change.reported.some(({ agency }) => agency === value),
  'Plan-Field': ({ id, change: { amended, unamended } }, value) =>
    [...amended, ...unamended].some((entry) => `${id} ${fieldLabel(entry)}` === value),
  'Plan-Authority': ({ change: { amended, decided, reported } }, value) =>
    [...amended, ...(decided ? [decided] : []), ...reported.flatMap(({ released }) => released ?? [])].some(
      ({ authority }) => fold(authority) === value,
    ),
};

const fold = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Whether a change sets the status or rating that a trailer names: `5 milestone 5.1 not-reported -> completed`. After a
 * rebase the item may have had it before, so an update that says so is enough.
 */
function hasMove({ id, change }: ItemHistoryStep, value: string, key: 'status' | 'rating'): boolean {
  const [, item, milestone, to] = /^(\S+) (?:milestone (\S+) )?\S+ -> (\S+)$/.exec(value) ?? [];
  if (item !== id) return false;
  const label = key === 'rating' ? 'rating' : fieldLabel({ milestone, field: 'status' });
  return (
    change.reported.some(
      (entry) => entry[key] === to && (key === 'rating' || entry.milestone === milestone),
    ) || change.fields.some(({ field, to: now }) => field === label && (now === to || now === null))
  );
}

export const trailerRules = { 'trailers-disagree': trailersDisagree };
