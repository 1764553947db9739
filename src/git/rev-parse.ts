/** Which commit is meant: HEAD from git's own files where they say so, anything else by asking git. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError, git } from './git.ts';
import type { Env, Repository } from './repository.ts';

const aHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The full hash of HEAD; null before the first commit. @throws PlanError `git` */
export async function headCommit(repo: Repository, env: Env): Promise<string | null> {
  return headInFiles(repo) ?? (await resolveCommit(repo, 'HEAD', env));
}

/** Undefined where the files do not say: git has other ways to keep its refs. */
function headInFiles({ gitDir, commonDir }: Repository): string | undefined {
  const head = text(join(gitDir, 'HEAD'));
  if (head === undefined || aHash.test(head)) return head;
  const [, ref] = /^ref: (refs\/\S+)$/.exec(head) ?? [];
  if (ref === undefined) return undefined;
  const loose = text(join(commonDir, ref)) ?? '';
  if (aHash.test(loose)) return loose;
  const packed = text(join(commonDir, 'packed-refs'))?.split('\n') ?? [];
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

function text(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
  } catch {
    return undefined;
  }
}

/** The commit that a person's words for it mean, as a full hash; null where they mean none. @throws PlanError `git` */
export async function resolveCommit(repo: Repository, words: string, env: Env): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${words}^{commit}`];
  try {
    return (await git(repo, env)(args)).trim();
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
