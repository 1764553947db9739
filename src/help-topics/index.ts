/** What `plan help` can be asked about beside commands. Each page is loaded only when it is read. */

export type Topics = Readonly<Record<string, Topic>>;

interface Topic {
  about: string;
  load(): Promise<{ default: string }>;
}

export const topics = {
  filters: { about: 'which items a question is about', load: () => import('./filters.txt?raw') },
  where: {
    about: 'questions that no option asks: --where',
    load: () => import('./expressions.txt?raw'),
  },
  dates: { about: 'days, spans, and moments of the past', load: () => import('./dates.txt?raw') },
  formats: { about: 'tables, spreadsheets, pages, JSON', load: () => import('./formats.txt?raw') },
  trail: { about: 'how changes are recorded, read and undone', load: () => import('./history.txt?raw') },
  'exit-codes': { about: 'what scripts can rely on', load: () => import('./exit-codes.txt?raw') },
  files: { about: 'where a plan lies, and the environment', load: () => import('./files.txt?raw') },
} as const satisfies Record<string, Topic>;
