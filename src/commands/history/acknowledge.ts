import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { write } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { unknownCommit } from '../../git/messages.ts';
import { resolveCommit } from '../../git/revisions.ts';
import { runAudit } from '../../history/audit.ts';
import type { AuditFinding } from '../../plan/rules/history/index.ts';
import type { Outcome } from '../../render/write-outcome.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';

interface Flags {
  note?: string;
  noteFile?: string;
  by?: string;
  dryRun?: boolean;
  requireSignatures?: boolean;
}

export const command: Command<Flags> = {
  description:
    'Acknowledge what `plan audit` finds in a commit, with the reason, as a commit that changes no file. From then on those findings are listed but do not count. With `--require-signatures`, only a signed acknowledgement counts.',
  examples: [
    [
      'plan acknowledge 7acd1e6 --note "Typing mistake, corrected by hand; checked by the chair."',
      'acknowledge the findings of a commit',
    ],
    ['plan acknowledge 7acd1e6 5b01655 --note-file minute.txt -n', 'show the commit message only'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [
    argument('<commits...>', 'the commits; with `-`, the note is read from standard input', 'commit'),
  ],
  options: [
    option('--note <text>', 'why the change is acceptable; `-` reads standard input'),
    noteFileOption,
    authorOption,
    option('--require-signatures', 'acknowledge missing signatures as well'),
    option('-n, --dry-run', 'show the commit message, and change nothing'),
  ],

  async run(context, words, flags) {
    const note = await readNote(context.io, words, flags);
    if (note === undefined)
      throw new PlanError(
        'usage',
        'an acknowledgement needs a note that says why it may stand',
        'add `--note "…"`',
      );
    const commits = words.filter((word) => word !== '-');
    if (commits.length === 0)
      throw new PlanError('usage', 'which commit? none was given', '`plan audit` lists those with findings');
    const { by, dryRun = false } = flags;
    const manner = {
      kind: 'acknowledge',
      ids: commits,
      flags: { ...(by === undefined ? {} : { by }), dryRun, commit: true },
    };
    return await write(context, manner, async (intend) => {
      await intend([]);
      return await outcomeOf(context, commits, note, flags.requireSignatures ?? false);
    });
  },
};

async function outcomeOf(
  context: CommandContext,
  words: readonly string[],
  note: string,
  requireSignatures: boolean,
): Promise<Outcome> {
  const { workspace, io } = context;
  const { settings, agencies } = await readPlan(context.source, []);
  const terms = { timeZone: settings?.['time-zone'] ?? 'UTC', agencies: agencies ?? [] };
  const { verdicts } = await runAudit(workspace, io, { requireSignatures, ...terms });
  const hashes: string[] = [];
  for (const word of words) {
    const hash = await resolveCommit(workspace.repo!, word, io.env);
    if (hash === null) throw unknownCommit(word, 'see `plan audit`');
    if (!hashes.includes(hash)) hashes.push(hash);
  }
  const found = hashes.map((hash) => findingsIn(hash, verdicts));
  const short = hashes.map((hash) => hash.slice(0, 7));
  const subject = `plan: acknowledge ${short.length <= 6 ? short.join(', ') : `${short.length} commits`}`;
  return {
    lines: found.flatMap((those, index) =>
      those.map(({ rule, message }) => `${short[index]} ${message} [${rule}]`),
    ),
    items: found.map((those, index) => ({
      commit: hashes[index],
      findings: those.map(({ rule, item, message }) => ({ rule, item: item?.id ?? null, message })),
    })),
    files: [],
    subject,
    message: formatMessage({
      subject,
      body: note,
      trailers: [
        ['Plan-Change', 'acknowledge'],
        ...hashes.map((hash) => ['Plan-Acknowledges', hash] as const),
      ],
    }),
  };
}

/** @throws PlanError `refused` where there is nothing to acknowledge */
function findingsIn(hash: string, verdicts: readonly AuditFinding[]): AuditFinding[] {
  const found = verdicts.filter(({ step }) => step.commit === hash);
  const short = hash.slice(0, 7);
  const [first] = found;
  if (!first)
    throw new PlanError(
      'refused',
      `the audit finds nothing in \`${short}\`, so there is nothing to acknowledge`,
      'see `plan audit`',
    );
  if (first.acknowledged) {
    const { commit, author, date } = first.acknowledged;
    throw new PlanError(
      'refused',
      `\`${short}\` was acknowledged by ${author} on ${date}, in \`${commit.slice(0, 7)}\``,
    );
  }
  return found;
}
