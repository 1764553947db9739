/** Where an answer goes: to standard output, on a terminal by way of a pager, or with `-o` to a file in the format its ending says. */
import { accessSync, constants, realpathSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { System } from '../io.ts';
import { isItemFolder } from '../plan/model/plan.ts';
import { oneLine } from '../render/common/escape.ts';
import { diskError, errno, replaceFile } from '../storage/fs.ts';
import { isPlanRoot } from '../storage/plan-files/find-root.ts';
import { didYouMean, joinQuoted } from '../util/suggest.ts';
import type { CommonFlags } from './context.ts';

interface Asked {
  io: System;
  flags: CommonFlags;
  /** Those that the command can answer in. */
  formats: readonly string[];
}

/** Does what was asked with an `Io` whose `out` takes the answer, texts or bytes, in as many pieces as it likes. */
type Run = (io: System, flags: CommonFlags) => Promise<ExitCode>;

/**
 * Runs `work`, then sends its answer where it is to go: where `work` fails, nowhere. A file is written whole or not at all.
 * @throws PlanError `unknown-word` where a file's ending says no format; `usage` for bytes that would go to a terminal;
 * `refused`, `not-found`, `disk` where the file can't be written
 */
export async function writeOutput(asked: Asked, work: Run): Promise<ExitCode> {
  const { io, flags } = asked;
  if (flags.output !== undefined && flags.output !== '-') return await toFile(flags.output, asked, work);
  return io.stdoutIsTerminal ? await toTerminal(asked, work) : await work(io, flags);
}

async function toTerminal({ io, flags }: Asked, work: Run): Promise<ExitCode> {
  const answer: string[] = [];
  const talk: string[] = [];
  const held: System = {
    ...io,
    out(piece) {
      if (typeof piece !== 'string') throw notForATerminal(flags.format ?? 'xlsx');
      answer.push(piece);
    },
    // What is said after the answer is read after it.
    err: (text) => (answer.length === 0 ? io.err(text) : void talk.push(text)),
  };
  try {
    const exit = await work(held, flags);
    await write(answer.join(''), io, flags);
    return exit;
  } finally {
    for (const text of talk) io.err(text);
  }
}

async function write(text: string, io: System, { pager = true }: CommonFlags): Promise<void> {
  if (!pager) return io.out(text);
  const { writePaged } = await import('./pager.ts');
  await writePaged(text, io);
}

const notForATerminal = (format: string) =>
  new PlanError(
    'usage',
    `an answer in \`${format}\` is not for a terminal`,
    `name a file with \`-o\`, such as \`-o plan.${format}\``,
  );

async function toFile(name: string, { io, flags, formats }: Asked, work: Run): Promise<ExitCode> {
  const format = flags.json ? 'json' : (flags.format ?? formatOf(name, formats));
  const { path, stats } = resolveTarget(resolve(io.cwd, name), name);
  const pieces: Uint8Array[] = [];
  // A file is no terminal, and what forces colours means one.
  const { FORCE_COLOR: _, ...env } = io.env;
  const out: System['out'] = (piece) => void pieces.push(Buffer.from(piece));
  const exit = await work({ ...io, env, out, stdoutIsTerminal: false }, { ...flags, format });
  const bytes = Buffer.concat(pieces);
  if (stats && !stats.isFile()) writeThrough(path, bytes);
  else replaceFile(path, bytes);
  io.err(`wrote \`${oneLine(name)}\`\n`);
  return exit;
}

/** The endings of a format's files, where those are not its own name. */
const endings: Record<string, readonly string[]> = {
  text: ['txt'],
  table: ['txt'],
  markdown: ['md', 'markdown'],
  yaml: ['yaml', 'yml'],
  html: ['html', 'htm'],
  ndjson: ['ndjson', 'jsonl'],
  junit: ['xml'],
  github: [],
};
const endingsOf = (format: string) => endings[format] ?? [format];

/** The format that a file's ending says. @throws PlanError `unknown-word` */
export function formatOf(name: string, formats: readonly string[]): string {
  const ending = extname(name).slice(1).toLowerCase();
  const named = formats.find((format) => endingsOf(format).includes(ending));
  if (named !== undefined) return named;
  const known = [...new Set(formats.flatMap((format) => endingsOf(format).slice(0, 1)))];
  const words = joinQuoted(
    known.map((each) => `.${each}`),
    'or',
  );
  throw new PlanError(
    'unknown-word',
    `the ending of \`${name}\` says no format that this can be answered in: use ${words}`,
    didYouMean(ending, known) ?? 'or name the format with `--format`',
  );
}

/**
 * Sees that a file can be written, before anybody waits for the answer.
 * @param path absolute
 * @param name as the user gave it
 * @returns the file that links lead to, and what is there now
 * @throws PlanError `refused`, `not-found`, `disk`
 */
function resolveTarget(path: string, name: string): { path: string; stats: Stats | undefined } {
  const stats = statAt(path);
  if (stats?.isDirectory()) throw new PlanError('refused', `\`${name}\` is a folder`, 'name a file in it');
  // A device or a pipe takes what it is given.
  if (stats && !stats.isFile()) return { path, stats };
  const target = stats ? realpathSync(path) : path;
  const folder = dirname(target);
  if (!statAt(folder)?.isDirectory())
    throw new PlanError('not-found', `there is no folder \`${dirname(name)}\``, 'make it first');
  if (isPlanFile(target))
    throw new PlanError(
      'refused',
      `\`${name}\` is a file of a plan, which an answer does not replace`,
      'name another file',
    );
  try {
    for (const each of stats ? [folder, target] : [folder]) accessSync(each, constants.W_OK);
  } catch (error) {
    throw diskError('write', name, error);
  }
  return { path: target, stats };
}

/** What a path leads to; undefined where that is nothing. */
function statAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errno(error) === 'ENOTDIR') return undefined;
    throw diskError('write', path, error);
  }
}

/** Whether a plan keeps its own facts in this file. */
function isPlanFile(path: string): boolean {
  const parent = dirname(path);
  const folder = isItemFolder(basename(parent)) ? dirname(parent) : parent;
  return ['plan.yaml', 'agencies.yaml'].includes(basename(path))
    ? isPlanRoot(folder)
    : ['items', 'evidence', 'rounds'].includes(basename(folder)) && isPlanRoot(dirname(folder));
}

function writeThrough(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw diskError('write', path, error);
  }
}
