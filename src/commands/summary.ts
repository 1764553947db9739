import type { PlanFile } from '../../schemas/plan.ts';
import { type Summary, summarise } from '../plan/summary.ts';
import { enveloped } from '../render/json.ts';
import { summaryText } from '../render/summary.ts';
import type { Loaded } from '../store/read.ts';
import { type DocumentFormat, documentFormats } from './document.ts';
import type { Session } from './session.ts';
import { asOfOption, type Verb } from './verb.ts';

export const verb: Verb<{ asOf?: string }> = {
  summary: "The plan's state at a glance: how many items stand where, by pillar and by agency.",
  examples: [
    ['plan', 'the state as of today'],
    ['plan --json', 'the same for a program'],
    ['plan -o state.xlsx', 'a workbook, a sheet for each table'],
  ],
  formats: ['text', 'text', 'json', 'markdown', 'yaml', 'html', 'xlsx', 'csv', 'tsv', 'ndjson'],
  answers: true,
  options: [asOfOption],

  async run(session, _args, flags) {
    await session.goTo(flags.asOf);
    const loaded = await session.load();
    const { about } = loaded.plan;
    const { today } = session.clock(about);
    const summary = summarise(loaded.plan, today);
    await tellings[session.format as Format](session, { loaded, about, today, summary });
    return session.partial(loaded);
  },
};

interface Told {
  loaded: Loaded;
  about: PlanFile;
  today: string;
  summary: Summary;
}

const tellings = {
  text: async (session, { about, summary, today }) =>
    session.io.out(summaryText(about, summary, today, await session.paintOut())),
  json: async (session, told) => session.json('summary', body(session, told)),
  async yaml(session, told) {
    const { yamlText } = await import('../render/yaml.ts');
    session.io.out(yamlText(enveloped('summary', body(session, told))));
  },
  ...{ markdown: asDocument, html: asDocument, xlsx: asDocument },
  ...{ csv: asSheet, tsv: asSheet, ndjson: asSheet },
} as const satisfies Record<string, (session: Session, told: Told) => Promise<void>>;
type Format = keyof typeof tellings;

function body({ commit }: Session, { loaded, about, today, summary }: Told): object {
  const { id, title, owner, 'time-zone': timeZone, source } = about;
  return {
    plan: { id, title, owner, timeZone, source },
    asOf: today,
    commit,
    summary,
    unreadable: loaded.unreadable,
  };
}

async function asDocument(session: Session, { about, today, summary }: Told): Promise<void> {
  const { summaryDocument } = await import('../render/summary-document.ts');
  const { planFacts } = await import('../render/document/plan-facts.ts');
  const document = summaryDocument('The plan at a glance', planFacts(about, today, session.commit), summary);
  session.io.out(await documentFormats[session.format as DocumentFormat](document, new Map()));
}

async function asSheet(session: Session, { summary }: Told): Promise<void> {
  const { summarySheet } = await import('../render/summary-document.ts');
  const { answer } = await import('./answer.ts');
  await answer(session, summarySheet(summary), {});
}
