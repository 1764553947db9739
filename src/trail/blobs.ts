/** File contents out of git's objects, byte for byte, through one child however many they are. */
import { git } from './git.ts';
import type { Env, Repository } from './repository.ts';

/**
 * The texts of blobs, by hash; those that are not there (a shallow or partial clone may lack some) are left out.
 * @throws Fault `git`
 */
export async function readBlobs(
  repo: Repository,
  hashes: ReadonlySet<string>,
  env: Env,
): Promise<Map<string, string>> {
  if (hashes.size === 0) return new Map();
  const input = [...hashes].map((hash) => `${hash}\n`).join('');
  return parseBatch(await git(repo, env).bytes(['cat-file', '--batch'], { input }));
}

/** `HASH blob SIZE\n`, that many bytes, `\n`, and so on; `HASH missing\n` for one that is not there. */
function parseBatch(output: Buffer): Map<string, string> {
  const texts = new Map<string, string>();
  for (let at = 0; at < output.length; ) {
    const lineEnd = output.indexOf('\n', at);
    const [hash = '', type, size] = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (size === undefined) continue;
    const end = at + Number(size);
    if (type === 'blob') texts.set(hash, output.toString('utf8', at, end));
    at = end + 1;
  }
  return texts;
}
