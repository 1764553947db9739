/** The trailers of commits: one table, for writing and for auditing them. */

import type { Commit, ItemHistoryStep } from '../diff/history-step.ts';
import type { FieldChange } from '../diff/item-diff.ts';
import { releasesOf } from '../diff/releases.ts';
import { fieldLabel, isMilestoneStatus } from '../model/field-labels.ts';
import { missingLabels } from '../model/fields.ts';
import { updateId } from '../model/updates.ts';

/** The trailers of each kind of change; `moves` are changes of statuses and ratings. */
const trailersByKind = {
  update: ['Plan-Item', 'moves', 'Plan-As-Of', 'Plan-Agency'],
  correct: ['Plan-Item', 'moves', 'Plan-As-Of', 'Plan-Agency', 'Plan-Corrects'],
  withdraw: ['Plan-Item', 'moves', 'Plan-Withdraws'],
  release: ['Plan-Item', 'Plan-Releases', 'Plan-Authority'],
  amend: ['Plan-Item', 'Plan-Field', 'Plan-Authority'],
  add: ['Plan-Item', 'Plan-Authority'],
  retire: ['Plan-Item', 'Plan-Authority'],
  undo: ['Plan-Item', 'moves', 'Plan-Field'],
  fix: ['Plan-Item'],
  acknowledge: [],
  merge: [],
  setup: [],
  publish: [],
} as const satisfies Record<string, readonly (keyof typeof trailers)[]>;

export type ChangeKind = keyof typeof trailersByKind;
export const changeKinds = Object.keys(trailersByKind) as ChangeKind[];

export type Trailer = readonly [key: string, value: string];

/**
 * The blocks of trailers in a message: each paragraph that begins with `Plan-Change:`, wherever it stands. A squash has
 * several, and a hook or git may add a paragraph after ours.
 */
export function trailerBlocks({ body, trailers }: Pick<Commit, 'body' | 'trailers'>): Trailer[][] {
  const blocks = changeParagraphs(body).map((paragraph) => {
    const lines = paragraph.split('\n').map((line) => /^([A-Za-z][\w-]*): ?(.*)$/.exec(line));
    const end = lines.indexOf(null);
    return lines.slice(0, end < 0 ? undefined : end).map((match): Trailer => [match![1]!, match![2]!.trim()]);
  });
  return trailers.some(([key]) => key === 'Plan-Change') ? [...blocks, [...trailers]] : blocks;
}

/** The paragraphs of the body of a message that begin with `Plan-Change:`. */
export const changeParagraphs = (body: string): string[] =>
  body.includes('Plan-Change:')
    ? body.split(/\n(?:[^\S\n]*\n)+/).filter((paragraph) => paragraph.startsWith('Plan-Change:'))
    : [];

/** An item and its change. */
export type ChangedItem = Pick<ItemHistoryStep, 'id' | 'change'>;

/** The trailers of a commit that made these changes, in order. */
export function trailersOf(kind: ChangeKind, items: readonly ChangedItem[]): Trailer[] {
  const lines = trailersByKind[kind].flatMap((name) => trailers[name](items));
  const unique = new Map(lines.map((line) => [line.join(': '), line]));
  return [['Plan-Change', kind], ...unique.values()];
}

const trailers = {
  'Plan-Item': (items) => items.map(({ id }) => ['Plan-Item', id]),
  moves: (items) => items.flatMap(({ id, change }) => moves(id, change.fields)),
  'Plan-As-Of': (items) => reports(items).map((entry) => ['Plan-As-Of', entry['as-of']]),
  'Plan-Agency': (items) =>
    reports(items).flatMap(({ agency }) => (agency === undefined ? [] : [['Plan-Agency', agency]])),
  'Plan-Corrects': (items) => named(items, 'corrects').map((id) => ['Plan-Corrects', id]),
  'Plan-Withdraws': (items) => named(items, 'withdraws').map((id) => ['Plan-Withdraws', id]),
  'Plan-Releases': (items) =>
    items.flatMap(({ id, change }) =>
      releasesOf(change).map(({ to }): Trailer => ['Plan-Releases', `${id} ${updateId(to)}`]),
    ),
  'Plan-Field': (items) =>
    items.flatMap(({ id, change: { amended, unamended } }) =>
      [...amended, ...unamended].map((entry): Trailer => ['Plan-Field', `${id} ${fieldLabel(entry)}`]),
    ),
  'Plan-Authority': (items) =>
    items
      .flatMap(({ change }) => [
        ...change.amended,
        ...(change.decided ? [change.decided] : []),
        ...releasesOf(change).map(({ to }) => to.released!),
      ])
      .map(({ authority }) => ['Plan-Authority', authority]),
} satisfies Record<string, (items: readonly ChangedItem[]) => Trailer[]>;

const reports = (items: readonly ChangedItem[]) => items.flatMap(({ change }) => change.reported);

/** `5 1a2b3c4d` for each update that the new entries correct or withdraw. */
const named = (items: readonly ChangedItem[], key: 'corrects' | 'withdraws'): string[] =>
  items.flatMap(({ id, change }) =>
    change.reported.flatMap((entry) => (entry[key] === undefined ? [] : [`${id} ${entry[key]}`])),
  );

/** Trailers such as `Plan-Status: 5 milestone 5.1 not-reported -> completed`; statuses first, then the rating. */
function moves(id: string, fields: readonly FieldChange[]): Trailer[] {
  const of = (what: keyof typeof trailerOf) =>
    fields
      .filter(({ field }) => field === what || (what === 'status' && isMilestoneStatus(field)))
      .map((change): Trailer => [trailerOf[what], `${id} ${moveOf(change, what)}`]);
  return [...of('status'), ...of('rating')];
}

const trailerOf = { status: 'Plan-Status', rating: 'Plan-Rating' } as const;

function moveOf({ field, from, to }: FieldChange, what: keyof typeof trailerOf): string {
  const name = (value: unknown) =>
    value === null ? missingLabels[what].replaceAll(' ', '-') : String(value);
  return `${field === what ? '' : `${field.slice(0, -what.length)}`}${name(from)} -> ${name(to)}`;
}
