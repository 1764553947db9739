/** The rule about `wording`: an item's fingerprint matches its frozen fields. */
import { frozenFields } from '../../../schemas/enums.ts';
import { fingerprint } from '../model/fingerprint.ts';
import type { ItemRule } from './rule.ts';

const wordingChanged: ItemRule = {
  severity: 'error',
  summary: 'The fingerprint in `wording` is that of the frozen fields.',
  *check(item, { sha256 }) {
    const actual = fingerprint(item, sha256);
    if (item.wording !== actual)
      yield {
        path: ['wording'],
        message: `this is not the fingerprint of the frozen fields (${frozenFields.item.join(', ')})`,
        hint: `restore the frozen fields; if their change is right, write \`${actual}\``,
      };
  },
};

export const fingerprintRules = { 'wording-changed': wordingChanged };
