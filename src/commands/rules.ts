import { catalogue, type KnownRule } from '../catalogue/index.ts';
import { rowFormatNames, rowFormats } from '../render/rows.ts';
import type { Column } from '../render/sheet.ts';
import { exits } from '../trouble.ts';
import { option, type Verb } from './verb.ts';

export const verb: Verb<{ wide?: boolean }> = {
  summary:
    'Every rule that a finding can name: how bad it is to break it, what it judges, and what must hold. It needs no plan.',
  examples: [
    ['plan rules', 'all of them'],
    ['plan rules | grep agency', 'those about agencies'],
    ['plan explain wording-changed', 'why one of them is there, with examples'],
  ],
  formats: ['table', 'tsv', ...rowFormatNames],
  options: [option('--wide', 'do not cut columns to the terminal')],

  async run(session, _args, { wide }) {
    const summary = () => ({ rules: catalogue.length });
    const sheet = { kind: 'rule-list', key: 'rules', columns, rows: catalogue, summary };
    session.io.out(
      await rowFormats[session.format as keyof typeof rowFormats](sheet, await session.page(wide)),
    );
    return exits.done;
  },
};

const columns = (['id', 'severity', 'judges', 'about'] as const).map(
  (name): Column<KnownRule> => ({ name, value: (rule) => rule[name], text: (rule) => rule[name] }),
);
