/** `plan acknowledge`: acknowledges the audit findings of commits. */

import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { noteFileOption, readNote } from '../../cli/note-option.ts';
import { write } from '../../cli/write.ts';
import { PlanError } from '../../errors.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { unknownCommit } from '../../git/error-messages.ts';
import { git } from '../../git/git.ts';
import { resolveCommit } from '../../git/revisions.ts';
import { auditHistory } from '../../history/audit.ts';
import type { Audit, AuditFinding } from '../../plan/rules/history/index.ts';
import type { PlannedWrite } from '../../render/write-outcome.ts';
import { readPlan } from '../../storage/plan-files/read-plan.ts';

interface Flags {
  note?: string;
  noteFile?: string;
  authority?: string;
  by?: string;
  dryRun?: boolean;
  requireSignatures?: boolean;
}

export const command: Command<Flags> = {
  description:
    'Acknowledge what `plan audit` finds in a commit, with the reason, as a commit that changes no file. From then on those findings are listed but do not count, also after a rebase: the commit names each finding by its fingerprint. Acknowledging your own commit needs `--authority`. With `--require-signatures`, only a signed acknowledgement counts.',
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
    option(
      '--authority <text>',
      'who accepted the change, or the document that records it; required for your own commits',
    ),
    authorOption,
    option('--require-signatures', 'acknowledge missing signatures as well'),
    option('-n, --dry-run', 'show the commit message, and change nothing'),
  ],

  async run(context, words, { by, authority, dryRun = false, requireSignatures = false, ...noteFlags }) {
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
      return await planAcknowledgement(context, commits, { note, by, authority, requireSignatures });
    });
  },
};

interface Acknowledgement {
  note: string;
  by: string | undefined;
  authority: string | undefined;
  requireSignatures: boolean;
}

/** The address of the author of the acknowledgement. */
async function mailOf({ workspace, io }: CommandContext, by: string | undefined): Promise<string> {
  const author = by ?? (await git(workspace.repo!, io.env)(['var', 'GIT_AUTHOR_IDENT']));
  return /<([^>]*)>/.exec(author)?.[1]?.toLowerCase() ?? '';
}

/** The commit that acknowledges the findings of other commits. @throws PlanError `not-found`, `refused` */
async function planAcknowledgement(
  context: CommandContext,
  revisions: readonly string[],
  { note, by, authority, requireSignatures }: Acknowledgement,
): Promise<PlannedWrite> {
  const { workspace, io } = context;
  const { settings, agencies } = await readPlan(context.source, []);
  const audit = await auditHistory(workspace, io, {
    requireSignatures,
    timeZone: settings?.['time-zone'] ?? 'UTC',
    agencies: agencies ?? [],
  });
  if (!('findings' in audit)) throw new PlanError('refused', audit.message, audit.hint);
  const own = authority === undefined ? await mailOf(context, by) : null;
  const hashes: string[] = [];
  for (const revision of revisions) {
    const hash = await resolveCommit(workspace.repo!, revision, io.env);
    if (hash === null) throw unknownCommit(revision, 'see `plan audit`');
    if (!hashes.includes(hash)) hashes.push(hash);
  }
  const commits = hashes.map((hash) => ({
    hash,
    short: hash.slice(0, 7),
    findings: findingsOf(hash, audit, own),
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
        ...commits
          .flatMap(({ findings }) => findings)
          .map(({ fingerprint, rule, item }) => {
            const whose = item ? ` of item ${item.id}` : '';
            return ['Plan-Finding', `${fingerprint} ${rule}${whose}`] as const;
          }),
        ...(authority === undefined ? [] : [['Plan-Authority', authority] as const]),
      ],
    }),
  };
}

/**
 * The findings of a commit, without notes.
 * @param own the address whose commits are not acknowledged; null where all are
 * @throws PlanError `refused` if there are none to acknowledge
 */
function findingsOf(hash: string, { findings: all }: Audit, own: string | null): AuditFinding[] {
  const found = all.filter(({ step, severity }) => step.commit === hash && severity !== 'note');
  const findings = found.filter(({ acknowledged }) => !acknowledged);
  const short = hash.slice(0, 7);
  const [first = found[0]] = findings;
  if (!first)
    throw new PlanError('refused', `\`${short}\` has no audit findings to acknowledge`, 'see `plan audit`');
  if (first.acknowledged) {
    const { commit, author, date } = first.acknowledged;
    throw new PlanError(
      'refused',
      `\`${short}\` was acknowledged by ${author} on ${date}, in \`${commit.slice(0, 7)}\``,
    );
  }
  if (first.step.mail.toLowerCase() === own)
    throw new PlanError(
      'refused',
      `\`${short}\` is your own commit: somebody else acknowledges it`,
      'or name who accepted it: `--authority "…"`',
    );
  return findings;
}
