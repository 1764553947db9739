/** Reads the contents of files from git's objects, all of them through one `git cat-file`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';
import { literalPathspec } from './status.ts';

/**
 * The texts of blobs in the order of their hashes. A text is null when the blob is missing, and when it has more than
 * `maxBytes`; `size` tells which. Git is ahead of the caller only by what a pipe holds, so that a caller that keeps
 * nothing needs little memory. In a partial clone, leave out what `missingBlobs` returns: git would fetch each.
 * @throws PlanError `git`
 */
export async function* streamBlobs(
  repo: Repository,
  hashes: readonly string[],
  env: Env,
  maxBytes = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly [hash: string, text: string | null, size: number]> {
  if (hashes.length === 0) return;
  const output = new Reader(git(repo, env).stream(['cat-file', '--batch'], `${hashes.join('\n')}\n`));
  try {
    for (const hash of hashes) {
      const header = await output.line();
      if (header === undefined) return;
      const [, type, bytes] = header.split(' ');
      const size = Number(bytes ?? 0);
      if (bytes === undefined) yield [hash, null, 0];
      else if (size > maxBytes) {
        if (!(await output.skip(size + 1))) return;
        yield [hash, null, size];
      } else {
        const content = await output.take(size + 1);
        if (!content) return;
        yield [hash, type === 'blob' ? content.toString('utf8', 0, size) : null, size];
      }
    }
    // Reads to the end, where a failure of git is thrown.
    await output.line();
  } finally {
    await output.close();
  }
}

/** The texts of blobs by hash, without those that are missing or have more than `maxBytes`. @throws PlanError `git` */
export async function readBlobs(
  repo: Repository,
  hashes: ReadonlySet<string>,
  env: Env,
  maxBytes?: number,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const [hash, text] of streamBlobs(repo, [...hashes], env, maxBytes))
    if (text !== null) texts.set(hash, text);
  return texts;
}

/** Reads a stream by lines and by lengths; undefined or false when it ends before. */
class Reader {
  private readonly chunks: AsyncGenerator<Buffer, void>;
  private held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncGenerator<Buffer, void>) {
    this.chunks = chunks;
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

  /** Ends the stream early. */
  async close(): Promise<void> {
    await this.chunks.return();
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

/** The hash of the blob that each name means, such as `REVISION:path`; null when it means none. @throws PlanError `git` */
export async function resolveBlobs(
  repo: Repository,
  names: readonly string[],
  env: Env,
): Promise<(string | null)[]> {
  if (names.length === 0) return [];
  // A line break would make two names of one; an empty name means nothing.
  const input = names.map((name) => `${name.includes('\n') ? '' : name}\n`).join('');
  const lines = (await git(repo, env)(['cat-file', '--batch-check'], { input })).split('\n');
  return names.map((_, at) => /^([0-9a-f]+) blob \d+$/.exec(lines[at] ?? '')?.[1] ?? null);
}

/** Whether this is a partial clone, which fetches missing blobs one by one when they are read. */
const isPartial = ({ commonDir }: Repository): boolean => {
  const config = join(commonDir, 'config');
  return existsSync(config) && /^\s*(?:promisor|partialclone\w*)\s*=/im.test(readFileSync(config, 'utf8'));
};

/** The blobs under these paths that a partial clone lacks; none in a full clone. @throws PlanError `git` */
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
