/** The source's words stay the source's words. */
import { fingerprint } from '../model/fingerprint.ts';
import type { ItemRule } from './rule.ts';

const wordingChanged: ItemRule = {
  severity: 'error',
  summary: "An item's frozen words are those its fingerprint was made of.",
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
