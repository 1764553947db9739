/** Items stay: none is deleted, no id is given twice, and each can be read at any time. */
import { isUndo } from './commit-kind.ts';
import { describeCommit, type HistoryRule } from './rule.ts';

const itemRemoved: HistoryRule = {
  severity: 'error',
  summary: 'No item is deleted: one that nobody works on any more is retired.',
  *check(step, trail) {
    if (isUndo(step, trail)) return;
    for (const item of step.items)
      if (item.change.what === 'removed')
        yield {
          item,
          message: `item ${item.id} was removed`,
          hint: `put its file back; to close it, \`plan retire ${item.id}\``,
        };
  },
};

const idReused: HistoryRule = {
  severity: 'error',
  summary: 'The id of an item that was removed is not given to another one.',
  *check(step, trail) {
    if (isUndo(step, trail)) return;
    for (const item of step.items) {
      const removal = item.change.what === 'added' ? trail.removed.get(item.id) : undefined;
      // The same bytes are the same item, put back.
      if (!removal || (item.blobs && removal.item.blobs?.[0] === item.blobs[1])) continue;
      yield {
        item,
        target: { path: ['id'] },
        message: `the id \`${item.id}\` was another item’s, which was removed in ${describeCommit(removal.step)}`,
        hint: 'give the new item an id of its own: `plan add` does',
      };
    }
  },
};

const unreadableThen: HistoryRule = {
  severity: 'warning',
  summary: 'Every item can be read after every commit.',
  *check(step, trail) {
    for (const item of step.items) {
      const gap = trail.gap(step, item.id);
      if (gap)
        yield {
          item,
          message: `item ${item.id} could not be read from here on, ${gap.mended ? `until ${describeCommit(gap.mended)}` : 'and still can’t'}`,
          hint: gap.mended ? null : '`plan validate` says why',
        };
    }
  },
};

export const itemHistoryRules = {
  'item-removed': itemRemoved,
  'id-reused': idReused,
  'unreadable-then': unreadableThen,
};
