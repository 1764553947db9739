/** Rules about corrections and withdrawals: they name an earlier update, once each, and are as public as it is. */
import type { Item } from '../../../schemas/item.ts';
import { idOf } from '../model/plan.ts';
import { identifiedUpdates } from '../model/updates.ts';
import type { ItemRule } from './rule.ts';

/** An entry that corrects or withdraws another one. */
function correctionsOf(item: Item) {
  const all = identifiedUpdates(item);
  return all.flatMap(({ entry }, index) => {
    const key = entry.corrects === undefined ? 'withdraws' : 'corrects';
    const id = entry[key];
    if (id === undefined) return [];
    const at = all.findIndex((other) => other.id === id);
    return [
      { entry, path: ['updates', index, key], id, isListedBefore: at >= 0 && at < index, target: all[at] },
    ];
  });
}

// An id depends on the whole entry, including the id that it corrects: no entry can correct a later one.
const correctedUnknown: ItemRule = {
  severity: 'error',
  summary: 'A correction or withdrawal names an update that is listed before it.',
  *check(item) {
    for (const { path, id, target, isListedBefore } of correctionsOf(item)) {
      if (!target)
        yield {
          path,
          message: `item ${idOf(item)} has no update \`${id}\``,
          hint: `see the ids with \`plan show ${idOf(item)}\``,
        };
      else if (!isListedBefore)
        yield {
          path,
          message: `update \`${id}\` is listed after this entry`,
          hint: 'list updates newest last',
        };
      else if (target.entry.withdraws !== undefined)
        yield {
          path,
          message: `\`${id}\` is a withdrawal, which cannot be corrected or withdrawn`,
          hint: `record the update again with \`plan update ${idOf(item)}\``,
        };
    }
  },
};

const correctedTwice: ItemRule = {
  severity: 'warning',
  summary: 'An update is corrected or withdrawn once; after that, its correction is.',
  *check(item) {
    const seen = new Set<string>();
    for (const { path, id } of correctionsOf(item)) {
      if (seen.has(id))
        yield {
          path,
          message: `another entry already corrects or withdraws update \`${id}\`; the last correction counts`,
          hint: `compare them with \`plan show ${idOf(item)}\`, and correct the one that counts`,
        };
      seen.add(id);
    }
  },
};

const correctionNotPublic: ItemRule = {
  severity: 'error',
  summary: 'The correction or withdrawal of a public update is public.',
  *check(item) {
    for (const { path, id, entry, target } of correctionsOf(item))
      if (target?.entry.visibility === 'public' && entry.visibility !== 'public')
        yield {
          path,
          message: `update \`${id}\` is public, but this entry is internal`,
          hint: 'write `visibility: public`',
        };
  },
};

export const correctionRules = {
  'corrected-unknown': correctedUnknown,
  'corrected-twice': correctedTwice,
  'correction-not-public': correctionNotPublic,
};
