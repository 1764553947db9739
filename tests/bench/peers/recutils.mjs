import { sh } from '../place.mjs';
import { andCommit, countsOfUniq, lines, quoted, statusOf } from './forms.mjs';

const heading = `%rec: Item
%key: Id
%type: Id int
%mandatory: Pillar Objective Action Status
%type: Pillar enum prevention protection prosecution
%type: Status enum not-reported not-started in-progress completed on-hold cancelled superseded in-place
%type: Rating enum on-track at-risk off-track
`;

export const recutils = {
  name: 'recutils',
  about: 'a record an item in one text file, with types and a key; `git commit --all` behind a change',
  debian: 'recutils',
  command: 'recsel',
  version: ['--version'],
  files: (items) => new Map([['items.rec', [heading, ...items.map(record)].join('\n')]]),
  works: {
    list: {
      words: (exe, { agency, status }) => [
        ...[...exe, '-t', 'Item', '-e', `Status = "${status}" && Agency = "${agency}"`],
        ...['-p', 'Id,Agency,Status,Action', 'items.rec'],
      ],
      ids: (text) => lines(text).flatMap((line) => /^Id: (.*)/.exec(line)?.slice(1) ?? []),
    },
    count: {
      by: 'agency',
      words: (exe) =>
        sh(`${quoted([...exe, '-t', 'Item', '-P', 'Agency', '-C', 'items.rec'])} | sort | uniq -c`),
      counts: countsOfUniq,
    },
    validate: {
      words: () => ['recfix', '--check', 'items.rec'],
      spoil: [/^items\.rec$/, /^Pillar: .*$/m, 'Pillar: prevension'],
    },
    update: {
      words: (_, { id }, status) =>
        andCommit(
          quoted(['recset', '-t', 'Item', '-e', `Id = ${id}`, '-f', 'Status', '-s', status, 'items.rec']),
        ),
    },
  },
};

const record = (item) =>
  Object.entries({
    Id: item.id,
    Pillar: item.pillar,
    Objective: item.objective,
    Action: item.action,
    Measure: item.measure,
    Agency: item.agencies,
    Horizon: item.horizons,
    Status: statusOf(item),
    Rating: item.rating ?? [],
    Timetable: item.source.timetable ?? [],
    Update: item.updates.map(({ day, agency, status, note }) => `${day} ${agency} ${status}: ${note}`),
  })
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\n`))
    .join('');
