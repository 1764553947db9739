import type { Command } from '../../cli/command.ts';
import { type AnswerFlags, answerOptions, listFormats, writeList } from '../../cli/list-output.ts';
import { ExitCode } from '../../exit-codes.ts';
import type { Column } from '../../render/common/data-table.ts';
import { type KnownRule, ruleDocs } from '../../rule-docs/index.ts';

export const command: Command<AnswerFlags> = {
  summary:
    'List every rule that a finding can name, with its severity, its subject and what it requires. Needs no plan.',
  examples: [
    ['plan rules', 'all of them'],
    ['plan rules | grep agency', 'those about agencies'],
    ['plan explain wording-changed', 'why one of them is there, with examples'],
  ],
  formats: listFormats,
  hasOutput: true,
  options: answerOptions,

  async run(context, _args, flags) {
    const summary = () => ({ rules: ruleDocs.length });
    const sheet = { kind: 'rule-list', title: 'Rules', key: 'rules', columns, rows: ruleDocs, summary };
    await writeList(context, sheet, flags);
    return ExitCode.done;
  },
};

const columns = (['id', 'severity', 'subject', 'summary'] as const).map(
  (name): Column<KnownRule> => ({ name, value: (rule) => rule[name], text: (rule) => rule[name] }),
);
