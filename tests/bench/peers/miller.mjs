import { andCommit, countsOfTable, idsOfTable, quoted, statusOf } from './forms.mjs';

const columns = {
  id: ({ id }) => id,
  pillar: ({ pillar }) => pillar,
  agencies: ({ agencies }) => agencies.join(' '),
  horizons: ({ horizons }) => horizons.join(' '),
  status: statusOf,
  rating: ({ rating }) => rating ?? '',
  objective: ({ objective }) => objective,
  action: ({ action }) => action,
  measure: ({ measure }) => measure ?? '',
  timetable: ({ source }) => source.timetable ?? '',
  updates: ({ updates }) => updates.map(({ day, note }) => `${day}: ${note}`).join('; '),
};

const cell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

export const miller = {
  name: 'miller',
  about: 'one flat CSV file, rewritten in place by a change; then `git commit --all`',
  debian: 'miller',
  command: 'mlr',
  version: ['--version'],
  files(items) {
    const rows = items.map((item) => Object.values(columns).map((of) => cell(of(item))));
    return new Map([
      ['items.csv', `${[Object.keys(columns), ...rows].map((row) => row.join(',')).join('\n')}\n`],
    ]);
  },
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...[...exe, '--icsv', '--otsv', 'filter'],
        `$status == "${status}" && $agencies =~ "(^| )${agency}( |$)"`,
        ...['then', 'cut', '-f', 'id,agencies,status,action', 'items.csv'],
      ],
      ids: idsOfTable,
    },
    count: {
      by: 'agency',
      words: (exe) => [
        ...[...exe, '--icsv', '--otsv', 'nest', '--evar', ' ', '-f', 'agencies'],
        ...['then', 'count-distinct', '-f', 'agencies', 'items.csv'],
      ],
      counts: countsOfTable,
    },
    update: {
      words: (exe, { id }, status) =>
        andCommit(
          quoted([...exe, '-I', '--csv', 'put', `$id == ${id} { $status = "${status}" }`, 'items.csv']),
        ),
    },
  },
};
