import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sh } from '../place.mjs';
import { lines, quoted, statusOf } from './forms.mjs';

const statuses = ['not-reported', 'not-started', 'in-progress', 'on-hold', 'completed'];
/** As it writes them itself; branches and remotes, which it would ask git for, are left out. */
const settings = `project_name: "Plan"
default_status: "not-reported"
statuses: [${statuses.map((status) => `"${status}"`).join(', ')}]
labels: []
date_format: yyyy-mm-dd
max_column_width: 80
auto_open_browser: true
default_port: 6420
remote_operations: false
auto_commit: true
bypass_git_hooks: false
check_active_branches: false
active_branch_days: 30
task_prefix: "task"
`;

export const backlog = {
  name: 'Backlog.md',
  about:
    'a Markdown file an item, its agencies as labels; it commits by itself; its native program, without Node',
  npm: ['backlog.md@1'],
  command: 'backlog',
  inPackages(folder) {
    const native = readdirSync(folder).find((name) => name.startsWith('backlog.md-'));
    return native === undefined ? null : [join(folder, native, 'backlog')];
  },
  version: ['--version'],
  files: (items) =>
    new Map([
      ['backlog/config.yml', settings],
      ...items.map((item) => [`backlog/tasks/task-${item.id} - ${slug(item.action)}.md`, page(item)]),
    ]),
  works: {
    list: {
      // Into a socket, which is what Node gives a child for a pipe, it loses the end of a long list.
      words: (exe, { agency, status }) =>
        sh(`${quoted([...exe, 'task', 'list', '--plain', '-s', status, '-l', agency])} | cat`),
      ids: (text) => [...text.matchAll(/TASK-(\d+)/gi)].map(([, id]) => id),
    },
    count: {
      by: 'status',
      words: (exe) => [...exe, 'overview'],
      counts: (text) =>
        Object.fromEntries(
          lines(text).flatMap((line) => {
            const [, status, count] = /^\W*([a-z-]+)\W+(\d+) tasks?\b/i.exec(line) ?? [];
            return statuses.includes(status) ? [[status, Number(count)]] : [];
          }),
        ),
    },
    update: {
      words: (exe, { id }, status) => [...exe, 'task', 'edit', String(id), '-s', status, '--plain'],
    },
  },
};

const slug = (text) =>
  text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/-$/, '');

const page = (item) => `---
id: TASK-${item.id}
title: ${JSON.stringify(item.action)}
status: ${statusOf(item)}
assignee: []
created_date: '2026-01-01 00:00'
labels:
${item.agencies.map((agency) => `  - ${agency}\n`).join('')}dependencies: []
ordinal: ${item.id * 1000}
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
${item.objective} (${item.pillar})

${item.measure}

${item.source.timetable ?? ''}
<!-- SECTION:DESCRIPTION:END -->

## Implementation Notes

<!-- SECTION:NOTES:BEGIN -->
${item.updates.map(({ day, note }) => `${day}: ${note}\n`).join('')}<!-- SECTION:NOTES:END -->
`;
