import { andCommit, countsOfTable, lines, quoted, statusOf } from './forms.mjs';

const settings = `data.location=.
confirmation=no
hooks=off
verbose=nothing
color=off
detection=off
defaultwidth=0
uda.plan.type=string
uda.state.type=string
uda.pillar.type=string
uda.objective.type=string
uda.measure.type=string
report.plan.description=Items of the plan
report.plan.columns=plan,tags,state,description.desc
report.plan.labels=id,agencies,status,action
report.plan.sort=
report.plan.filter=
`;

export const taskwarrior = {
  name: 'taskwarrior',
  about: 'a task an item, its agencies as tags, the rest as attributes; `git commit --all` behind a change',
  debian: 'taskwarrior',
  command: 'task',
  version: ['--version'],
  files: (items) =>
    new Map([
      ['taskrc', settings],
      ['items.json', JSON.stringify(items.map(task))],
      ['.gitignore', 'items.json\n'],
    ]),
  ready: (exe) => [...exe, 'rc:taskrc', 'import', 'items.json'],
  works: {
    list: {
      words: (exe, { agency, status }) => [...exe, 'rc:taskrc', 'plan', `+${agency}`, `state.is:${status}`],
      ids: (text) => lines(text).map((line) => /\d+/.exec(line)?.[0]),
    },
    count: {
      by: 'agency',
      words: (exe) => [...exe, 'rc:taskrc', 'tags'],
      counts: (text) => countsOfTable(text.replace(/^[\s-]+$/gm, '')),
    },
    update: {
      words: (exe, { id }, status) =>
        andCommit(quoted([...exe, 'rc:taskrc', id, 'modify', `state:${status}`])),
    },
  },
};

/** The items of a new store are numbered in their order, so that the number of a task is its item's. */
const task = (item) => ({
  uuid: `00000000-0000-4000-8000-${String(item.id).padStart(12, '0')}`,
  entry: '20260101T000000Z',
  status: 'pending',
  description: item.action,
  plan: String(item.id),
  tags: item.agencies,
  state: statusOf(item),
  pillar: item.pillar,
  objective: item.objective,
  measure: item.measure,
  annotations: item.updates.map(({ day, note }, at) => ({
    entry: `${day.replaceAll('-', '')}T00000${at}Z`,
    description: note,
  })),
});
