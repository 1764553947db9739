/**
 * Other tools that people could use, each with the plan in its own format:
 *
 * - `files(items)`: the paths and texts of its files; `import`: a command that reads them in
 * - `list`: lists the items of one agency with one status; `ids(output)`: the ids in the list
 * - `count`: counts the items of each agency
 * - `update(item, status)`: changes the status of an item, and commits
 */
import { plan as program } from './measure.mjs';
import { filesOf } from './plans.mjs';

export const agency = 'police';
export const status = 'in-progress';

const sh = (line) => ['sh', '-c', line];
const andCommit = (line) => sh(`${line} && git commit --quiet --all --message Update`);
const statusOf = (item) => item.status ?? 'not-reported';
const numbersAtStart = (output) => (output.match(/^ *\d+/gm) ?? []).map(Number);

const plan = {
  name: 'plan',
  format: 'a YAML file for each item',
  version: program('--version'),
  files: filesOf,
  list: program('list', '--agency', agency, '--status', status, '--fields', 'id,agencies,status,action'),
  ids: numbersAtStart,
  count: program('list', '--count-by', 'agency'),
  update: ({ id }, status) => program('update', String(id), '--status', status),
};

const jq = {
  name: 'jq',
  format: 'one JSON file',
  version: ['jq', '--version'],
  files: (items) =>
    new Map([
      [
        'items.json',
        JSON.stringify(
          items.map(({ text: _, ...item }) => ({ ...item, status: statusOf(item) })),
          null,
          1,
        ),
      ],
    ]),
  list: [
    'jq',
    '-r',
    `.[] | select(.status == "${status}" and (.agencies | index("${agency}"))) | [.id, (.agencies | join(", ")), .status, .action] | @tsv`,
    'items.json',
  ],
  ids: numbersAtStart,
  count: ['jq', 'reduce .[].agencies[] as $agency ({}; .[$agency] += 1)', 'items.json'],
  update: ({ id }, status) =>
    andCommit(
      `jq --indent 1 '(.[] | select(.id == ${id})).status = "${status}"' items.json > new && mv new items.json`,
    ),
};

const miller = {
  name: 'miller',
  format: 'one CSV file',
  version: ['mlr', '--version'],
  files: (items) => {
    const cell = (value) => `"${String(value ?? '').replaceAll('"', '""')}"`;
    const rows = items.map((item) => [
      ...[
        item.id,
        item.pillar,
        item.agencies.join(' '),
        item.horizons.join(' '),
        statusOf(item),
        item.rating,
      ],
      ...[item.objective, item.action, item.measure, item.source.timetable],
      item.updates.map(({ day, note }) => `${day}: ${note}`).join('; '),
    ]);
    const header = 'id,pillar,agencies,horizons,status,rating,objective,action,measure,timetable,updates';
    return new Map([['items.csv', [header, ...rows.map((row) => row.map(cell).join(',')), ''].join('\n')]]);
  },
  list: [
    ...['mlr', '--icsv', '--otsv', 'filter'],
    `$status == "${status}" && $agencies =~ "(^| )${agency}( |$)"`,
    ...['then', 'cut', '-f', 'id,agencies,status,action', 'items.csv'],
  ],
  ids: numbersAtStart,
  count: [
    ...['mlr', '--icsv', '--otsv', 'nest', '--evar', ' ', '-f', 'agencies'],
    ...['then', 'count-distinct', '-f', 'agencies', 'items.csv'],
  ],
  update: ({ id }, status) =>
    andCommit(`mlr -I --csv put '$id == ${id} { $status = "${status}" }' items.csv`),
};

const recutils = {
  name: 'recutils',
  format: 'one text file of records, with types and a key',
  version: ['recsel', '--version'],
  files: (items) => {
    const record = (item) => [
      ...[`Id: ${item.id}`, `Pillar: ${item.pillar}`, `Status: ${statusOf(item)}`],
      ...item.agencies.map((each) => `Agency: ${each}`),
      ...[`Objective: ${item.objective}`, `Action: ${item.action}`, `Measure: ${item.measure}`],
      ...item.updates.map(({ day, note }) => `Update: ${day} ${note}`),
      '',
    ];
    const header = ['%rec: Item', '%key: Id', '%type: Id int', '%mandatory: Pillar Action Status', ''];
    return new Map([['items.rec', [...header, ...items.flatMap(record)].join('\n')]]);
  },
  list: [
    ...['recsel', '-t', 'Item', '-e', `Status = "${status}" && Agency = "${agency}"`],
    ...['-p', 'Id,Agency,Status,Action', 'items.rec'],
  ],
  ids: (output) => [...output.matchAll(/^Id: (.*)/gm)].map(([, id]) => Number(id)),
  count: sh('recsel -t Item -P Agency -C items.rec | sort | uniq -c'),
  update: ({ id }, status) => andCommit(`recset -t Item -e 'Id = ${id}' -f Status -s ${status} items.rec`),
};

const taskwarrior = {
  name: 'taskwarrior',
  format: 'a task for each item, agencies as tags, other fields as attributes',
  version: ['task', '--version'],
  files: (items) => {
    const settings = [
      ...['data.location=.', 'confirmation=no', 'hooks=off', 'verbose=nothing', 'color=off', 'detection=off'],
      ...['defaultwidth=0', 'uda.plan.type=string', 'uda.state.type=string', 'uda.measure.type=string'],
      ...[
        'report.plan.columns=plan,tags,state,description.desc',
        'report.plan.labels=id,agencies,status,action',
      ],
      ...['report.plan.description=Items', 'report.plan.sort=', 'report.plan.filter=', ''],
    ];
    const tasks = items.map((item) => ({
      uuid: `00000000-0000-4000-8000-${String(item.id).padStart(12, '0')}`,
      entry: '20260101T000000Z',
      status: 'pending',
      description: item.action,
      plan: String(item.id),
      tags: item.agencies,
      state: statusOf(item),
      measure: item.measure,
      annotations: item.updates.map(({ day, note }, at) => ({
        entry: `${day.replaceAll('-', '')}T00000${at}Z`,
        description: note,
      })),
    }));
    return new Map([
      ['taskrc', settings.join('\n')],
      ['items.json', JSON.stringify(tasks)],
      ['.gitignore', 'items.json\n'],
    ]);
  },
  import: ['task', 'rc:taskrc', 'import', 'items.json'],
  list: ['task', 'rc:taskrc', 'plan', `+${agency}`, `state.is:${status}`],
  ids: numbersAtStart,
  count: ['task', 'rc:taskrc', 'tags'],
  update: ({ id }, status) => andCommit(`task rc:taskrc ${id} modify state:${status}`),
};

const todoLine = (item, status) =>
  [
    ...[item.action, ...item.agencies.map((each) => `@${each}`), `+${item.pillar}`, `state:${status}`],
    ...[item.objective, item.measure, ...item.updates.map(({ day, note }) => `${day} ${note}`)],
  ].join(' ');

const todoTxt = {
  name: 'todo.txt-cli',
  format: 'a line for each item',
  version: sh('todo-txt -V || true'),
  files: (items) =>
    new Map([
      ['todo.txt', items.map((item) => `${todoLine(item, statusOf(item))}\n`).join('')],
      [
        'todo.cfg',
        'export TODO_DIR=.\nexport TODO_FILE=todo.txt\nexport DONE_FILE=done.txt\nexport REPORT_FILE=report.txt\n',
      ],
      ['.gitignore', 'done.txt\nreport.txt\ntodo.txt.bak\n'],
    ]),
  list: ['todo-txt', '-d', 'todo.cfg', '-p', 'ls', `@${agency}`, `state:${status}`],
  ids: numbersAtStart,
  count: sh(`todo-txt -d todo.cfg -p ls | grep -o '@[a-z]*' | sort | uniq -c`),
  update: (item, status) =>
    andCommit(`todo-txt -d todo.cfg replace ${item.id} '${todoLine(item, status).replaceAll("'", '’')}'`),
};

export const peers = [plan, jq, miller, recutils, taskwarrior, todoTxt];
