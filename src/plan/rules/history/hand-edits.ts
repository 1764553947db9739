/** Where a change came from: the tool, which says in trailers what it did, or somebody's hand. */
import { joinQuoted } from '../../../util/suggest.ts';
import { type ChangeKind, type Trailer, trailersOf } from '../../changes/commit-trailers.ts';
import type { HistoryStep, ItemHistoryStep } from '../../diff/history-step.ts';
import { isAmendable, isProgress } from '../../model/field-labels.ts';
import { changeKindOf, isImport, isLayoutOnly, isUndo, trailerValues, undoneStep } from './commit-kind.ts';
import { isFixed, isReportRespelled } from './fix-commits.ts';
import type { HistoryContext, HistoryRule, HistoryViolation } from './rule.ts';

const handEdit: HistoryRule = {
  severity: 'warning',
  summary: 'Items change by `plan` alone, whose commits say in trailers what they did.',
  *check(step, trail) {
    const isSaid = trailerValues(step, 'Plan-Change').length > 0 && changeKindOf(step) !== 'merge';
    if (isSaid || isImport(step, trail)) return;
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
        hint: `if that is right, say so: \`plan acknowledge ${step.commit.slice(0, 7)} --note "…"\``,
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
  if (names.length === 0) return 'changed (comments or layout alone)';
  const some = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `changed (${some.map((name) => `\`${name}\``).join(', ')})`;
}

const trailersDisagree: HistoryRule = {
  severity: 'error',
  summary: 'The trailers of a commit say what it did, and it did one kind of thing.',
  *check(step, trail) {
    const kinds = trailerValues(step, 'Plan-Change');
    const kind = changeKindOf(step);
    if (kinds.length === 0) {
      const [key] = step.trailers.find(([name]) => name.startsWith('Plan-')) ?? [];
      if (key !== undefined) yield { message: `there is a \`${key}\`, but no \`Plan-Change\`` };
      return;
    }
    if (kind === null) {
      yield {
        message:
          kinds.length > 1
            ? `\`Plan-Change\` stands ${kinds.length} times: ${joinQuoted(kinds)}`
            : `\`${kinds[0]}\` is not a kind of change`,
      };
      return;
    }
    // A merge is judged by what it decided, and nothing can be said of what can't be read.
    if (kind === 'merge' || step.items.some(({ change }) => change.what === 'unreadable')) return;
    yield* unexpectedChanges(step, trail);
    yield* differences(step, trailersOf(kind, step.items));
    if (kind === 'undo') yield* undoing(step, trail);
    if (kind === 'acknowledge')
      for (const hash of trailerValues(step, 'Plan-Acknowledges'))
        if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash))
          yield { message: `\`Plan-Acknowledges: ${hash}\` is not a whole hash, so it acknowledges nothing` };
  },
};

/** What a commit of its kind does not do. */
function* unexpectedChanges(step: HistoryStep, trail: HistoryContext): Generator<HistoryViolation> {
  const kind = changeKindOf(step)!;
  const mayReport = ({ change }: ItemHistoryStep) =>
    kind === 'update' || (kind === 'fix' && isReportRespelled(change, trail));
  for (const item of step.items) {
    if (kind === 'undo') continue;
    const { what, fields, reported, retracted, amended, unamended } = item.change;
    const strange = fields
      .filter((change) => (kind === 'fix' ? !isFixed(change, trail) : !canChange[kind](change.field)))
      .map(({ field }) => `\`${field}\``);
    const deeds = [
      ...(what === 'added' && kind !== 'add' ? ['added it'] : []),
      ...(what === 'removed' ? ['removed it'] : []),
      ...(what === 'changed' && kind === 'add' ? ['changed an item that was there'] : []),
      ...(strange.length > 0 ? [`changed ${joinQuoted(strange.map((name) => name.slice(1, -1)))}`] : []),
      ...(reported.length > 0 && !mayReport(item) ? ['reported'] : []),
      ...(amended.length > 0 && kind !== 'amend' ? ['amended'] : []),
      // That it was taken away is told by rules of their own.
      ...(retracted.length + unamended.length > 0 &&
      isLayoutOnly({ ...item.change, retracted: [], unamended: [] })
        ? ['took entries away']
        : []),
    ];
    if (deeds.length > 0)
      yield {
        item,
        target: strange[0] ? { field: strange[0].slice(1, -1) } : undefined,
        message: `the commit says \`${kind}\`, but of item ${item.id} it ${deeds.join(' and ')}`,
        hint: isMixed(item) ? 'progress and wording belong in commits of their own' : null,
      };
  }
  const files = step.files.filter((file) => !isEvidence(step, trail, file) && kind !== 'setup');
  if (files.length > 0)
    yield { message: `the commit says \`${kind}\`, but it changed ${joinQuoted(files)} too` };
}

/** Whether a kind of commit can change a field; a fix is checked by `isFixed`. */
const canChange: Readonly<Record<ChangeKind, (field: string) => boolean>> = {
  update: isProgress,
  amend: (field) => isAmendable(field) || field === 'wording',
  add: () => false,
  retire: (field) => field.startsWith('retired.'),
  fix: () => true,
  acknowledge: () => false,
  setup: () => false,
  merge: () => true,
  undo: () => true,
};

const isMixed = ({ change: { fields } }: ItemHistoryStep): boolean =>
  fields.some(({ field }) => isProgress(field)) && fields.some(({ field }) => canChange.amend(field));

/** A file that the commit's own reports name, or that the commit it undoes brought. */
function isEvidence(step: HistoryStep, trail: HistoryContext, file: string): boolean {
  const named = step.items.flatMap(({ change: { reported, retracted } }) =>
    [...reported, ...retracted].flatMap(({ evidence = [] }) => evidence.flatMap((each) => each.file ?? [])),
  );
  return (
    named.some((name) => file === name || file.endsWith(`/${name}`)) ||
    Boolean(undoneStep(step, trail)?.files.includes(file))
  );
}

/** What would stand there, and does not; and what does, and should not. */
function* differences(step: HistoryStep, expected: readonly Trailer[]): Generator<HistoryViolation> {
  const text = ([key, value]: Trailer) => `${key}: ${value.replace(/\s+/g, ' ').trim()}`;
  const free = new Set(['Plan-Undoes', 'Plan-Acknowledges']);
  const found = step.trailers.filter(([key]) => key.startsWith('Plan-') && !free.has(key));
  const [should, does] = [new Set(expected.map(text)), new Set(found.map(text))];
  const itemOf = ([key, value]: Trailer) =>
    /^Plan-(Item|Status|Rating|Field)$/.test(key)
      ? step.items.find(({ id }) => id === value.split(' ')[0])
      : step.items.length === 1
        ? step.items[0]
        : undefined;
  for (const trailer of found)
    if (!should.has(text(trailer)))
      yield {
        item: itemOf(trailer),
        message: `the commit says \`${text(trailer)}\`, but that is not what it did`,
      };
  for (const trailer of expected)
    if (!does.has(text(trailer)))
      yield {
        item: itemOf(trailer),
        message: `the commit does not say \`${text(trailer)}\`, which is what it did`,
      };
}

function* undoing(step: HistoryStep, trail: HistoryContext): Generator<HistoryViolation> {
  if (isUndo(step, trail)) return;
  const undone = undoneStep(step, trail);
  yield {
    item: step.items[0],
    message: undone
      ? `the commit says that it undoes \`${undone.commit.slice(0, 7)}\`, but it does not take back exactly what that did`
      : 'the commit says `undo`, but `Plan-Undoes` names no change that came before it',
  };
}

export const handEditRules = { 'hand-edit': handEdit, 'trailers-disagree': trailersDisagree };
