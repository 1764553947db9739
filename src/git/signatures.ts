/** What git says of signatures, and the commits about the plan that change nothing of it: merges and acknowledgements. */
import type { HistoryStep } from '../plan/diff/history-step.ts';
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';
import { literalPathspec } from './status.ts';

/** A commit's signature: git's own letter (`%G?`), who signed, and with which key; empty where git does not know. */
export interface SignedCommit {
  letter: string;
  signer: string;
  key: string;
}

/** The merges that brought something to these paths, and the commits that acknowledge others, newest first. @throws PlanError `git` */
export async function unrelatedCommits(
  repo: Repository,
  paths: readonly string[],
  env: Env,
): Promise<string[]> {
  const run = git(repo, env);
  const [merges, acknowledging] = await Promise.all([
    run(['rev-list', '--merges', '--full-history', 'HEAD', '--', ...paths.map(literalPathspec)]),
    run(['rev-list', '--grep=^Plan-Acknowledges: ', 'HEAD']),
  ]);
  return `${merges}\n${acknowledging}`.split('\n').filter(Boolean);
}

/**
 * The signature of each of these commits, and the commit as a step that changes nothing. Git starts a program for each
 * signature there is, so this takes its time.
 * @throws PlanError `git`
 */
export async function signatures(
  repo: Repository,
  commits: readonly string[],
  env: Env,
): Promise<Map<string, SignedCommit & { step: HistoryStep }>> {
  if (commits.length === 0) return new Map();
  const output = await git(repo, env)(
    [
      ...['-c', 'trailer.separators=:', 'log', '--no-walk=unsorted', '--stdin', '-z', '--date=short'],
      ...['--no-color', '--no-show-signature', '--encoding=UTF-8', `--format=${fields.join('%x00')}`],
    ],
    { input: `${commits.join('\n')}\n` },
  );
  const tokens = output.split('\0');
  const found = new Map<string, SignedCommit & { step: HistoryStep }>();
  for (let at = 0; at + fields.length <= tokens.length; at += fields.length) {
    const [commit, parents, date, author, mail, committed, subject, body, trailers, letter, signer, key] =
      tokens.slice(at, at + fields.length) as [string, ...string[]] & { length: 12 };
    found.set(commit, {
      letter: letter ?? 'N',
      signer: signer ?? '',
      key: key ?? '',
      step: {
        ...{ commit, date: date ?? '', author: author ?? '', mail: mail ?? '', subject: subject ?? '' },
        parents: (parents ?? '').split(' ').filter(Boolean),
        committed: Number(committed),
        body: (body ?? '').replace(/(^|\n\n)(?:[\w-]+: .*\n?)+$/, '').trim(),
        trailers: (trailers ?? '').split('\n').flatMap((line): [string, string][] => {
          const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
          return name === undefined || value === undefined ? [] : [[name, value]];
        }),
        items: [],
        files: [],
      },
    });
  }
  return found;
}

const fields = [
  ...['%H', '%P', '%ad', '%an', '%ae', '%ct', '%s', '%b', '%(trailers:only,unfold)'],
  ...['%G?', '%GS', '%GK'],
];
