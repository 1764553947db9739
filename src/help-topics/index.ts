/** The pages of `plan help TOPIC`. A page is loaded only when it is printed. */

export type Topics = Readonly<Record<string, Topic>>;

interface Topic {
  /** One line, for the list of topics. */
  summary: string;
  load(): Promise<{ default: string }>;
}

export const topics = {
  filters: { summary: 'options that select items', load: () => import('./filters.txt?raw') },
  expressions: {
    summary: 'conditions in CEL, for --where and saved queries',
    load: () => import('./expressions.txt?raw'),
  },
  dates: { summary: 'days and periods', load: () => import('./dates.txt?raw') },
  'two-times': {
    summary: 'how things stood on a day, and what was recorded then',
    load: () => import('./two-times.txt?raw'),
  },
  formats: {
    summary: 'output formats: tables, spreadsheets, JSON, HTML',
    load: () => import('./formats.txt?raw'),
  },
  history: { summary: 'how changes are recorded, shown and undone', load: () => import('./history.txt?raw') },
  publishing: {
    summary: 'what is public, and how to release and publish it',
    load: () => import('./publishing.txt?raw'),
  },
  files: { summary: 'files of a plan, and environment variables', load: () => import('./files.txt?raw') },
  'exit-codes': { summary: 'exit codes, for scripts', load: () => import('./exit-codes.txt?raw') },
  glossary: {
    summary: 'the terms that this program uses',
    load: async () => ({ default: stripMarkdown((await import('../../docs/glossary.md?raw')).default) }),
  },
} as const satisfies Topics;

/** The Markdown of the glossary as plain text. */
const stripMarkdown = (markdown: string) => markdown.replace(/^# .*\n\n/, '').replaceAll('**', '');
