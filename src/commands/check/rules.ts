import type { Command } from '../../cli/command.ts';
import { type ListFlags, listFormats, listOptions, writeList } from '../../cli/list-output.ts';
import { ExitCode } from '../../exit-codes.ts';
import type { Column } from '../../render/common/data-table.ts';
import { type KnownRule, ruleDocs } from '../../rule-docs/index.ts';

export const command: Command<ListFlags> = {
  description: 'List the rules: id, severity, what each checks and what it requires. Needs no plan.',
  examples: [
    ['plan rules', 'list all rules'],
    ['plan rules | grep agency', 'list the rules about agencies'],
    ['plan explain wording-changed', 'explain a rule, with examples'],
  ],
  formats: listFormats,
  hasOutput: true,
  options: listOptions,

  async run(context, _args, flags) {
    const summary = () => ({ rules: ruleDocs.length });
    const table = { kind: 'rule-list', title: 'Rules', key: 'rules', columns, rows: ruleDocs, summary };
    await writeList(context, table, flags);
    return ExitCode.done;
  },
};

const columns = (['id', 'severity', 'subject', 'summary'] as const).map(
  (name): Column<KnownRule> => ({ name, value: (rule) => rule[name], text: (rule) => rule[name] }),
);
