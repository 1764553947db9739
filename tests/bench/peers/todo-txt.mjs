import { sh } from '../place.mjs';
import { andCommit, countsOfUniq, quoted, statusOf } from './forms.mjs';

/**
 * An item as a line of todo.txt, with all its words: agencies are contexts, its part of the plan the project. The line's
 * number is its id.
 */
export const todoLine = (item, status = statusOf(item)) =>
  [
    `${item.action} +${item.pillar}`,
    ...item.agencies.map((agency) => `@${agency}`),
    ...[`state:${status}`, `rating:${item.rating ?? 'not-rated'}`],
    ...item.horizons.map((horizon) => `horizon:${horizon}`),
    ...[item.objective, item.measure, item.source.timetable],
    ...item.updates.map(({ day, note }) => `${day} ${note}`),
  ]
    .filter(Boolean)
    .join(' ');

export const todoFile = (items) => items.map((item) => `${todoLine(item)}\n`).join('');

export const todoTxt = {
  name: 'todo.txt-cli',
  about: 'a line an item, with all its words; `git commit --all` behind a change',
  debian: 'todotxt-cli',
  command: 'todo-txt',
  version: ['-V'],
  files: (items) =>
    new Map([
      ['todo.txt', todoFile(items)],
      [
        'todo.cfg',
        'export TODO_DIR=.\nexport TODO_FILE=todo.txt\nexport DONE_FILE=done.txt\nexport REPORT_FILE=report.txt\n',
      ],
      ['.gitignore', 'done.txt\nreport.txt\ntodo.txt.bak\n'],
    ]),
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...exe,
        '-d',
        'todo.cfg',
        '-p',
        'ls',
        `@${agency}`,
        `state:${status}`,
      ],
      ids: (text) => (text.match(/^\d+/gm) ?? []).map((number) => String(Number(number))),
    },
    count: {
      by: 'agency',
      words: (exe) =>
        sh(`${quoted([...exe, '-d', 'todo.cfg', '-p', 'ls'])} | grep -o '@[a-z]*' | sort | uniq -c`),
      counts: countsOfUniq,
    },
    update: {
      words: (exe, item, status) =>
        andCommit(quoted([...exe, '-d', 'todo.cfg', 'replace', item.id, todoLine(item, status)])),
    },
  },
};
