import { sh } from '../place.mjs';
import { andCommit, countsOfUniq, quoted } from './forms.mjs';
import { todoFile } from './todo-txt.mjs';

const settings = `[topydo]
filename = todo.txt
archive_filename =
identifiers = linenumber
colors = 0
backup_count = 0
[sort]
sort_string =
`;

export const topydo = {
  name: 'topydo',
  about: 'a line an item, as todo.txt-cli has it; `git commit --all` behind a change',
  debian: 'topydo',
  command: 'topydo',
  version: ['-v'],
  files: (items) =>
    new Map([
      ['todo.txt', todoFile(items)],
      ['topydo.conf', settings],
    ]),
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...[...exe, '-c', 'topydo.conf', 'ls', '-x', '-F', '%i %s %k'],
        ...[`@${agency}`, `state:${status}`],
      ],
      ids: (text) => text.match(/^\d+/gm) ?? [],
    },
    count: {
      by: 'agency',
      words: (exe) =>
        sh(
          `${quoted([...exe, '-c', 'topydo.conf', 'ls', '-x', '-F', '%s'])} | grep -o '@[a-z]*' | sort | uniq -c`,
        ),
      counts: countsOfUniq,
    },
    update: {
      words: (exe, { id }, status) =>
        andCommit(quoted([...exe, '-c', 'topydo.conf', 'tag', '-f', id, 'state', status])),
    },
  },
};
