/** File contents out of git's objects, through one child however many they are. The door to node:child_process. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from '../errors.ts';
import { GitError, git, plainEnv } from './git.ts';
import type { Env, Repository } from './repository.ts';
import { literalPathspec } from './status.ts';

/**
 * The texts of blobs in the order of their hashes, null for one that is not there, and for one with more bytes than
 * `most`, whose size is told. Git is only so far ahead as a pipe
 * holds, so that a caller who drops what it has read needs little memory. Ask for no blob that `missingBlobs` names.
 * @throws PlanError `git`
 */
export async function* streamBlobs(
  repo: Repository,
  hashes: readonly string[],
  env: Env,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly [hash: string, text: string | null, size: number]> {
  if (hashes.length === 0) return;
  const child = spawn('git', ['cat-file', '--batch'], {
    cwd: repo.top,
    env: { ...plainEnv(repo, env) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(new PlanError('git', `git can’t be run: ${error.message}`)));
    child.on('close', resolve);
  });
  // Whoever stops reading early does not wait for it.
  ended.catch(() => {});
  child.stderr.on('data', (text) => {
    said += text;
  });
  child.stdin.on('error', () => {}).end(`${hashes.join('\n')}\n`);
  try {
    const output = new Output(child.stdout);
    for (const hash of hashes) {
      const [, type, size] = (await output.line())?.split(' ') ?? [];
      if (type === undefined) break;
      if (size === undefined) yield [hash, null, 0];
      else if (Number(size) > most) {
        if (!(await output.skip(Number(size) + 1))) break;
        yield [hash, null, Number(size)];
      } else {
        const bytes = await output.take(Number(size) + 1);
        if (!bytes) break;
        yield [hash, type === 'blob' ? bytes.toString('utf8', 0, Number(size)) : null, Number(size)];
      }
    }
    const code = await ended;
    if (code !== 0) throw new GitError('cat-file', code, said.trim());
  } finally {
    child.kill();
  }
}

/** The texts of blobs, by hash; those that are not there, or have more bytes than `most`, are left out. @throws PlanError `git` */
export async function readBlobs(
  repo: Repository,
  hashes: ReadonlySet<string>,
  env: Env,
  most?: number,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const [hash, text] of streamBlobs(repo, [...hashes], env, most))
    if (text !== null) texts.set(hash, text);
  return texts;
}

/** A stream taken by lines and by lengths; undefined where it ends before. */
class Output {
  private readonly chunks: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  async line(): Promise<string | undefined> {
    let end = this.held.indexOf('\n');
    while (end < 0) {
      if (!(await this.hold(this.held.length + 1))) return undefined;
      end = this.held.indexOf('\n');
    }
    return this.cut(end + 1).toString('latin1', 0, end);
  }

  async take(length: number): Promise<Buffer | undefined> {
    return (await this.hold(length)) ? this.cut(length) : undefined;
  }

  async skip(length: number): Promise<boolean> {
    for (let left = length; left > 0; ) {
      if (this.held.length === 0 && !(await this.hold(1))) return false;
      left -= this.cut(Math.min(left, this.held.length)).length;
    }
    return true;
  }

  private async hold(length: number): Promise<boolean> {
    const parts = [this.held];
    let size = this.held.length;
    while (size < length) {
      const { value, done } = await this.chunks.next();
      if (done) return false;
      parts.push(value);
      size += value.length;
    }
    if (parts.length > 1) this.held = Buffer.concat(parts);
    return true;
  }

  private cut(length: number): Buffer {
    const bytes = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return bytes;
  }
}

/**
 * What each of these names, such as `REVISION:path`, leads to: the hash of a blob, or null where it leads to none.
 * @throws PlanError `git`
 */
export async function resolveBlobs(
  repo: Repository,
  names: readonly string[],
  env: Env,
): Promise<(string | null)[]> {
  if (names.length === 0) return [];
  // A line break in a name would make two questions of it; nothing has an empty name.
  const input = names.map((name) => `${name.includes('\n') ? '' : name}\n`).join('');
  const lines = (await git(repo, env)(['cat-file', '--batch-check'], { input })).split('\n');
  return names.map((_, at) => /^([0-9a-f]+) blob \d+$/.exec(lines[at] ?? '')?.[1] ?? null);
}

/** A clone that left blobs behind would fetch each that it is asked for, one by one. */
const isPartial = ({ commonDir }: Repository): boolean => {
  const config = join(commonDir, 'config');
  return existsSync(config) && /^\s*(?:promisor|partialclone\w*)\s*=/im.test(readFileSync(config, 'utf8'));
};

/** The blobs under these paths that a partial clone left behind; none elsewhere. @throws PlanError `git` */
export async function missingBlobs(
  repo: Repository,
  tip: string,
  paths: readonly string[],
  env: Env,
): Promise<ReadonlySet<string>> {
  if (!isPartial(repo)) return new Set();
  const args = ['rev-list', '--objects', '--missing=print', tip, '--', ...paths.map(literalPathspec)];
  const lines = (await git(repo, env)(args)).split('\n');
  return new Set(lines.flatMap((line) => (line.startsWith('?') ? line.slice(1) : [])));
}
