/** Rules about items: none is deleted, no id is used again, and each can be read after every commit. */
import { isUndo } from './commit-kind.ts';
import { describeCommit, type HistoryRule } from './rule.ts';

const itemRemoved: HistoryRule = {
  severity: 'error',
  summary: 'No item is deleted: an item that is not worked on any more is retired.',
  *check(step, context) {
    if (isUndo(step, context)) return;
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
    if (isUndo(step, context)) return;
    for (const item of step.items) {
      const removal = item.change.what === 'added' ? context.removed.get(item.id) : undefined;
      // The same bytes are the same item, restored.
      if (!removal || (item.blobs && removal.item.blobs?.[0] === item.blobs[1])) continue;
      yield {
        item,
        target: { path: ['id'] },
        message: `the id \`${item.id}\` was the id of another item, which was removed in ${describeCommit(removal.step)}`,
        hint: 'give the new item an id of its own: `plan add` does',
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
          message: `item ${item.id} cannot be read after this commit${gap.fixed ? `, until ${describeCommit(gap.fixed)}` : ''}`,
          hint: gap.fixed ? null : '`plan validate` says why',
        };
    }
  },
};

export const itemHistoryRules = {
  'item-removed': itemRemoved,
  'id-reused': idReused,
  'unreadable-then': unreadableThen,
};
