import { andCommit, quoted, statusOf } from './forms.mjs';

export const jq = {
  name: 'jq',
  about: 'one JSON file; a change is written beside it and renamed, then `git commit --all`',
  debian: 'jq',
  command: 'jq',
  version: ['--version'],
  files: (items) => new Map([['items.json', `${JSON.stringify(items.map(whole), null, 1)}\n`]]),
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...[...exe, '-r', '--arg', 'agency', agency, '--arg', 'status', status],
        '.[] | select(.status == $status and (.agencies | index($agency))) | [.id, (.agencies | join(", ")), .status, .action] | @tsv',
        'items.json',
      ],
      ids: (text) => text.match(/^\d+/gm) ?? [],
    },
    count: {
      by: 'agency',
      words: (exe) => [...exe, 'reduce .[].agencies[] as $agency ({}; .[$agency] += 1)', 'items.json'],
      counts: JSON.parse,
    },
    update: {
      words: (exe, { id }, status) => {
        const filter = `(.[] | select(.id == ${id})).status = "${status}"`;
        return andCommit(
          `${quoted([...exe, '--indent', '1', filter, 'items.json'])} > new && mv new items.json`,
        );
      },
    },
  },
};

const whole = ({ text: _, ...facts }) => ({ ...facts, status: statusOf(facts) });
