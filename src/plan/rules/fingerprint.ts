/** The rule about `wording`: an item's fingerprint matches its frozen fields. */
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
        message:
          'the frozen words (pillar, objective, action, measure, agencies, timetable, source) are not those of this fingerprint',
        hint: `put the words back; if the change is right, the fingerprint is \`${actual}\``,
      };
  },
};

export const fingerprintRules = { 'wording-changed': wordingChanged };
