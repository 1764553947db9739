/** The names that a repository gives to commits. */
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/** As it is written on a command line, what it names, and the day of it, `YYYY-MM-DD`. */
export interface Ref {
  name: string;
  kind: 'tag' | 'branch';
  date: string;
}

/** The newest tags and branches, `limit` of them at most. @throws PlanError `git` */
export async function recentRefs(repo: Repository, limit: number, env: Env): Promise<Ref[]> {
  const output = await git(
    repo,
    env,
  )([
    'for-each-ref',
    '--sort=-creatordate',
    `--count=${limit}`,
    '--format=%(refname)%09%(refname:short)%09%(creatordate:short)',
    'refs/tags',
    'refs/heads',
  ]);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [whole = '', name = '', date = ''] = line.split('\t');
      return { name, kind: whole.startsWith('refs/tags/') ? 'tag' : 'branch', date };
    });
}
