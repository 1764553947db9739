/** Files as a whole. */
import type { fileRules } from '../store/read.ts';
import type { Explains } from './explanation.ts';

export const fileExplanations = {
  'unreadable-file': {
    why: 'An item that can’t be read is an item that nobody counts. It would be missing from every list and every report, and no one would notice. So no file is skipped in silence, and other commands say that their answer is partial until it is mended.',
    wrong: 'plan/items/07.yml\nplan/items/old/08.yaml\nplan/items/09.yaml -> ../drafts/09.yaml\n',
    right: 'plan/items/07.yaml\nplan/items/08.yaml\nplan/items/09.yaml\n',
  },
} satisfies Explains<typeof fileRules>;
