/** Rules about items: none is deleted, no id is used again, and each can be read after every commit. */
import { isImport } from './commit-kind.ts';
import { describeCommit, type HistoryRule } from './rule.ts';

const itemRemoved: HistoryRule = {
  severity: 'error',
  summary: 'No item is deleted: an item that is not worked on any more is retired.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const item of step.items)
      if (item.change.what === 'removed')
        yield {
          item,
          message: `item ${item.id} was removed`,
          hint: `restore its file; to close it, \`plan retire ${item.id}\``,
        };
  },
};

const idReused: HistoryRule = {
  severity: 'error',
  summary: 'The id of a removed item is not used for another item.',
  *check(step, context) {
    if (context.reverted(step)) return;
    for (const item of step.items) {
      const removal = item.change.what === 'added' ? context.removed.get(item.id) : undefined;
      // The same bytes are the same item, restored.
      if (!removal || (item.blobs && removal.item.blobs?.[0] === item.blobs[1])) continue;
      yield {
        item,
        target: { path: ['id'] },
        subject: 'id',
        message: `the id \`${item.id}\` was the id of another item, which was removed in ${describeCommit(removal.step)}`,
        hint: 'give the new item an id of its own: `plan add` does',
      };
    }
  },
};

const itemAdded: HistoryRule = {
  severity: 'error',
  summary: 'An item that is added after the import has the decision that added it.',
  *check(step, context) {
    if (context.reverted(step) || isImport(step, context)) return;
    for (const item of step.items) {
      const isNew = item.change.what === 'added' && item.change.decided === undefined;
      // An item that was removed is restored, or its id is reused.
      if (isNew && !context.removed.has(item.id) && !context.isDecidedLater(item.id))
        yield {
          item,
          target: { path: ['id'] },
          message: `item ${item.id} was added after the import without the decision to add it`,
          hint: 'add `added:` with `recorded`, `reason` and `authority` to its file; `plan add` writes it',
        };
    }
  },
};

const unreadableThen: HistoryRule = {
  severity: 'warning',
  summary: 'Every item can be read after every commit.',
  *check(step, context) {
    for (const item of step.items) {
      const gap = context.gap(step, item.id);
      if (gap)
        yield {
          item,
          subject: item.blobs?.[1],
          message: `item ${item.id} cannot be read after this commit${gap.fixed ? `, until ${describeCommit(gap.fixed)}` : ''}`,
          hint: gap.fixed ? null : '`plan validate` shows why',
        };
    }
  },
};

export const itemHistoryRules = {
  'item-removed': itemRemoved,
  'id-reused': idReused,
  'item-added': itemAdded,
  'unreadable-then': unreadableThen,
};
