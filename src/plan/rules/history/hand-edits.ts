/** Rules about how a change was made: by `plan`, whose trailers say what changed, or by hand. */
import { joinQuoted } from '../../../util/suggest.ts';
import { type ChangeKind, type Trailer, trailersOf } from '../../changes/commit-trailers.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import { withoutReleases } from '../../diff/releases.ts';
import { isAmendable, isProgress } from '../../model/field-labels.ts';
import { changeKindOf, isImport, isLayoutOnly, isUndo, trailerValues, undoneStep } from './commit-kind.ts';
import { isAgencyFix, isFixed } from './fix-commits.ts';
import type { HistoryContext, HistoryRule, HistoryViolation } from './rule.ts';

const handEdit: HistoryRule = {
  severity: 'warning',
  summary: 'Items change only in commits made by `plan`, whose trailers say what changed.',
  *check(step, context) {
    const hasTrailers = trailerValues(step, 'Plan-Change').length > 0 && changeKindOf(step) !== 'merge';
    if (hasTrailers || isImport(step, context)) return;
    const by = step.parents.length > 1 ? 'by the merge itself' : 'by hand';
    for (const item of step.items) {
      if (isLayoutOnly(item.change) && item.blobs && item.blobs[0] === item.blobs[1]) continue;
      const { fields, reported, amended } = item.change;
      const target =
        fields[0] ?? (reported[0] && { entry: reported[0] }) ?? (amended[0] && { amendment: amended[0] });
      yield {
        item,
        target,
        message: `item ${item.id} was ${describe(item)} ${by}`,
        hint: `if it is right, \`plan acknowledge ${step.commit.slice(0, 7)} --note "…"\``,
      };
    }
  },
};

/** "changed (`status`, `updates`)". */
function describe({ change }: ItemHistoryStep): string {
  if (change.what === 'added' || change.what === 'removed') return change.what;
  if (change.what === 'unreadable') return 'changed';
  const names = [
    ...change.fields.map(({ field }) => field),
    ...(change.reported.length + change.retracted.length > 0 ? ['updates'] : []),
    ...(change.amended.length + change.unamended.length > 0 ? ['amendments'] : []),
  ];
  if (names.length === 0) return 'changed (only comments or layout)';
  const some = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `changed (${some.map((name) => `\`${name}\``).join(', ')})`;
}

const trailersDisagree: HistoryRule = {
  severity: 'error',
  summary: 'The trailers of a commit match what it changed, and it makes one kind of change.',
  *check(step, context) {
    const kinds = trailerValues(step, 'Plan-Change');
    const kind = changeKindOf(step);
    if (kinds.length === 0) {
      const [key] = step.trailers.find(([name]) => name.startsWith('Plan-')) ?? [];
      if (key !== undefined) yield { message: `there is a \`${key}\` trailer, but no \`Plan-Change\`` };
      return;
    }
    if (kind === null) {
      yield {
        message:
          kinds.length > 1
            ? `\`Plan-Change\` appears ${kinds.length} times: ${joinQuoted(kinds)}`
            : `\`${kinds[0]}\` is not a kind of change`,
      };
      return;
    }
    // The changes of a merge are checked in its parents, and those of an unreadable item are unknown.
    if (kind === 'merge' || step.items.some(({ change }) => change.what === 'unreadable')) return;
    yield* unexpectedChanges(step, context);
    yield* differences(step, trailersOf(kind, step.items));
    if (kind === 'undo') yield* undoProblems(step, context);
    if (kind === 'acknowledge')
      for (const hash of trailerValues(step, 'Plan-Acknowledges'))
        if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash))
          yield { message: `\`Plan-Acknowledges: ${hash}\` is not a full hash, so it acknowledges nothing` };
  },
};

/** Changes that a commit of its kind cannot make. */
function* unexpectedChanges(step: HistoryStep, context: HistoryContext): Generator<HistoryViolation> {
  const kind = changeKindOf(step)!;
  const canReport = ({ change }: ItemHistoryStep) =>
    kind === 'update' ||
    kind === 'correct' ||
    kind === 'withdraw' ||
    (kind === 'fix' && isAgencyFix(change, context));
  for (const item of step.items) {
    if (kind === 'undo' || kind === 'publish') continue;
    const { what, fields, reported, retracted, amended, unamended } =
      kind === 'release' ? withoutReleases(item.change) : item.change;
    const unexpected = fields
      .filter((change) => (kind === 'fix' ? !isFixed(change, context) : !canChange[kind](change.field)))
      .map(({ field }) => field);
    const done = [
      ...(what === 'added' && kind !== 'add' ? [`added item ${item.id}`] : []),
      ...(what === 'removed' ? [`removed item ${item.id}`] : []),
      ...(what === 'changed' && kind === 'add' ? [`changed item ${item.id}`] : []),
      ...(unexpected.length > 0 ? [`changed ${joinQuoted(unexpected)} of item ${item.id}`] : []),
      ...(reported.length > 0 && !canReport(item) ? [`added updates to item ${item.id}`] : []),
      ...(amended.length > 0 && kind !== 'amend' ? [`amended item ${item.id}`] : []),
      // Where more was changed, rules of their own report removed entries.
      ...(retracted.length + unamended.length > 0 &&
      isLayoutOnly({ ...item.change, retracted: [], unamended: [] })
        ? [`removed entries of item ${item.id}`]
        : []),
    ];
    if (done.length > 0)
      yield {
        item,
        target: unexpected[0] ? { field: unexpected[0] } : undefined,
        message: `the trailers say \`${kind}\`, but the commit ${done.join(' and ')}`,
        hint: isMixed(item) ? 'make separate commits with `plan update` and `plan amend`' : null,
      };
  }
  const files = step.files.filter(
    (file) => !isEvidence(step, context, file) && kind !== 'setup' && kind !== 'publish',
  );
  if (files.length > 0)
    yield { message: `the trailers say \`${kind}\`, but the commit also changed ${joinQuoted(files)}` };
}

/** Whether a kind of commit can change a field; a fix is checked by `isFixed`. */
const canChange: Readonly<Record<ChangeKind, (field: string) => boolean>> = {
  update: isProgress,
  correct: isProgress,
  withdraw: isProgress,
  release: () => false,
  amend: (field) => isAmendable(field) || field === 'wording',
  add: () => false,
  retire: (field) => field.startsWith('retired.'),
  fix: () => true,
  acknowledge: () => false,
  setup: () => false,
  publish: () => true,
  merge: () => true,
  undo: () => true,
};

const isMixed = ({ change: { fields } }: ItemHistoryStep): boolean =>
  fields.some(({ field }) => isProgress(field)) && fields.some(({ field }) => canChange.amend(field));

/** Whether a file is evidence that the updates of the commit name, or that the undone commit added. */
function isEvidence(step: HistoryStep, context: HistoryContext, file: string): boolean {
  const named = step.items.flatMap(({ change: { reported, retracted } }) =>
    [...reported, ...retracted].flatMap(({ evidence = [] }) => evidence.flatMap((each) => each.file ?? [])),
  );
  return (
    named.some((name) => file === name || file.endsWith(`/${name}`)) ||
    Boolean(undoneStep(step, context)?.files.includes(file))
  );
}

/** The trailers that are wrong, and those that are missing. */
function* differences(step: HistoryStep, expected: readonly Trailer[]): Generator<HistoryViolation> {
  const text = ([key, value]: Trailer) => `${key}: ${value.replace(/\s+/g, ' ').trim()}`;
  const free = new Set(['Plan-Undoes', 'Plan-Acknowledges']);
  const found = step.trailers.filter(([key]) => key.startsWith('Plan-') && !free.has(key));
  const [wanted, actual] = [new Set(expected.map(text)), new Set(found.map(text))];
  const itemOf = ([key, value]: Trailer) =>
    /^Plan-(Item|Status|Rating|Field)$/.test(key)
      ? step.items.find(({ id }) => id === value.split(' ')[0])
      : step.items.length === 1
        ? step.items[0]
        : undefined;
  for (const trailer of found)
    if (!wanted.has(text(trailer)))
      yield {
        item: itemOf(trailer),
        message: `the trailer \`${text(trailer)}\` does not match the change`,
      };
  for (const trailer of expected)
    if (!actual.has(text(trailer)))
      yield {
        item: itemOf(trailer),
        message: `the trailer \`${text(trailer)}\` is missing`,
      };
}

function* undoProblems(step: HistoryStep, context: HistoryContext): Generator<HistoryViolation> {
  if (isUndo(step, context)) return;
  const undone = undoneStep(step, context);
  yield {
    item: step.items[0],
    message: undone
      ? `\`Plan-Undoes\` names \`${undone.commit.slice(0, 7)}\`, but the commit does not revert exactly that change`
      : 'the trailers say `undo`, but `Plan-Undoes` names no earlier change',
  };
}

export const handEditRules = { 'hand-edit': handEdit, 'trailers-disagree': trailersDisagree };
