import type { Agency } from '../../schemas/agencies.ts';
import { isRetired } from '../plan/derived.ts';
import { planFacts } from '../render/document/plan-facts.ts';
import { notCounted } from '../render/retired.ts';
import type { Column } from '../render/sheet.ts';
import { type AnswerFlags, answer, answerOptions, listFormats } from './answer.ts';
import { asOfOption, type Verb } from './verb.ts';

interface Flags extends AnswerFlags {
  asOf?: string;
}

export const verb: Verb<Flags> = {
  summary: 'The register of agencies, and how many items each has. An item counts for each of its agencies.',
  examples: [
    ['plan agencies', 'the register'],
    ['plan agencies --format csv', 'the same for a spreadsheet'],
  ],
  formats: listFormats,
  answers: true,
  options: [...answerOptions, asOfOption],

  async run(session, _args, flags) {
    await session.goTo(flags.asOf);
    const loaded = await session.load();
    const { about, agencies } = loaded.plan;
    const items = loaded.plan.items.filter((item) => !isRetired(item));
    const retired = loaded.plan.items.length - items.length;
    const itemsOf = ({ id }: Agency) => items.filter((item) => item.agencies.includes(id)).length;
    const columns: Column<Agency>[] = [
      column('id', ({ id }) => id),
      { ...column('items', itemsOf), kind: 'number' },
      column('name', ({ name }) => name),
      column('aliases', ({ aliases = [] }) => aliases),
      {
        name: 'successors',
        value: ({ successors = [] }) =>
          successors.map(({ name, aliases = [], from }) => ({ name, aliases, from })),
        text: ({ successors = [] }) => successors.map(({ name, from }) => `${name} since ${from}`).join(', '),
      },
      { ...column('class', (agency) => agency.class === true), kind: 'flag' },
    ];
    const summary = () => ({
      commit: session.commit,
      agencies: agencies.length,
      items: items.length,
      retired,
      unreadable: loaded.unreadable,
    });
    const sheet = {
      kind: 'agency-list',
      title: 'Agencies',
      facts: planFacts(about, session.clock(about).today, session.commit),
      key: 'agencies',
      columns,
      rows: agencies,
      summary,
    };
    await answer(session, sheet, flags);
    if (session.format === 'table' && retired > 0) session.io.err(`${notCounted(retired)}\n`);
    return session.partial(loaded);
  },
};

function column(
  name: string,
  value: (agency: Agency) => string | number | boolean | readonly string[],
): Column<Agency> {
  const text = (agency: Agency) => {
    const found = value(agency);
    if (typeof found === 'boolean') return found ? 'yes' : 'no';
    return Array.isArray(found) ? found.join(', ') : String(found);
  };
  return { name, value, text };
}
