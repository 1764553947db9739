/** `plan acknowledge`: acknowledges the audit findings of commits. */
import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { write } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { unknownCommit } from '../../git/error-messages.ts';
import { resolveCommit } from '../../git/revisions.ts';
import { auditHistory } from '../../history/audit.ts';
import type { AuditFinding } from '../../plan/rules/history/index.ts';
import type { PlannedWrite } from '../../render/write-outcome.ts';
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

  async run(context, words, { by, dryRun = false, requireSignatures = false, ...noteFlags }) {
    const note = await readNote(context.io, words, noteFlags);
    if (note === undefined)
      throw new PlanError(
        'usage',
        'no note given: it must say why the change is acceptable',
        'add `--note "…"`',
      );
    const commits = words.filter((word) => word !== '-');
    if (commits.length === 0)
      throw new PlanError('usage', 'no commit given', '`plan audit` lists the commits with findings');
    const request = {
      kind: 'acknowledge',
      ids: commits,
      flags: { ...(by !== undefined && { by }), dryRun, commit: true },
    };
    return await write(context, request, async (announce) => {
      await announce([]);
      return await planAcknowledgement(context, commits, note, requireSignatures);
    });
  },
};

/** The commit that acknowledges the findings of other commits. @throws PlanError `not-found`, `refused` */
async function planAcknowledgement(
  context: CommandContext,
  revisions: readonly string[],
  note: string,
  requireSignatures: boolean,
): Promise<PlannedWrite> {
  const { workspace, io } = context;
  const { settings, agencies } = await readPlan(context.source, []);
  const { findings } = await auditHistory(workspace, io, {
    requireSignatures,
    timeZone: settings?.['time-zone'] ?? 'UTC',
    agencies: agencies ?? [],
  });
  const hashes: string[] = [];
  for (const revision of revisions) {
    const hash = await resolveCommit(workspace.repo!, revision, io.env);
    if (hash === null) throw unknownCommit(revision, 'see `plan audit`');
    if (!hashes.includes(hash)) hashes.push(hash);
  }
  const commits = hashes.map((hash) => ({
    hash,
    short: hash.slice(0, 7),
    findings: findingsOf(hash, findings),
  }));
  const names =
    commits.length <= 6 ? commits.map(({ short }) => short).join(', ') : `${commits.length} commits`;
  const subject = `plan: acknowledge ${names}`;
  return {
    lines: commits.flatMap(({ short, findings }) =>
      findings.map(({ rule, message }) => `${short} ${message} [${rule}]`),
    ),
    items: commits.map(({ hash, findings }) => ({
      commit: hash,
      findings: findings.map(({ rule, item, message }) => ({ rule, item: item?.id ?? null, message })),
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

/** The findings of a commit. @throws PlanError `refused` if there are none to acknowledge */
function findingsOf(hash: string, all: readonly AuditFinding[]): AuditFinding[] {
  const findings = all.filter(({ step }) => step.commit === hash);
  const short = hash.slice(0, 7);
  const [first] = findings;
  if (!first)
    throw new PlanError('refused', `\`${short}\` has no audit findings to acknowledge`, 'see `plan audit`');
  if (first.acknowledged) {
    const { commit, author, date } = first.acknowledged;
    throw new PlanError(
      'refused',
      `\`${short}\` was acknowledged by ${author} on ${date}, in \`${commit.slice(0, 7)}\``,
    );
  }
  return findings;
}
