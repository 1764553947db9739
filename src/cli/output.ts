/** Sends the output of a command to standard output, through a pager on a terminal, or with `-o` to a file. */
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

/** Runs a command with streams and flags that may differ from those of the process. */
type RunCommand = (io: System, flags: CommonFlags) => Promise<ExitCode>;

interface OutputRequest {
  io: System;
  flags: CommonFlags;
  /** The formats of the command. */
  formats: readonly string[];
}

/**
 * Runs a command, then writes its output; if it fails, nothing is written. A file is written completely or not at all.
 * @throws PlanError `unknown-word` if the extension of the file selects no format; `usage` for binary output on a
 * terminal; `refused`, `not-found`, `disk` if the file cannot be written
 */
export async function writeOutput(request: OutputRequest, run: RunCommand): Promise<ExitCode> {
  const { io, flags } = request;
  if (flags.output !== undefined && flags.output !== '-') return await toFile(flags.output, request, run);
  return io.stdoutIsTerminal ? await toTerminal(request, run) : await run(io, flags);
}

async function toTerminal({ io, flags }: OutputRequest, run: RunCommand): Promise<ExitCode> {
  const output: string[] = [];
  const messages: string[] = [];
  const buffered: System = {
    ...io,
    out(chunk) {
      if (typeof chunk !== 'string') throw binaryOutput(flags.format ?? 'xlsx');
      output.push(chunk);
    },
    // Messages that follow the output are printed after it.
    err: (text) => (output.length === 0 ? io.err(text) : void messages.push(text)),
  };
  try {
    const exit = await run(buffered, flags);
    await print(output.join(''), io, flags);
    return exit;
  } finally {
    for (const text of messages) io.err(text);
  }
}

async function print(text: string, io: System, { pager = true }: CommonFlags): Promise<void> {
  if (!pager) return io.out(text);
  const { writePaged } = await import('./pager.ts');
  await writePaged(text, io);
}

const binaryOutput = (format: string) =>
  new PlanError(
    'usage',
    `\`${format}\` is binary and is not written to a terminal`,
    `write it to a file: \`-o plan.${format}\``,
  );

async function toFile(
  name: string,
  { io, flags, formats }: OutputRequest,
  run: RunCommand,
): Promise<ExitCode> {
  const format = flags.json ? 'json' : (flags.format ?? formatOfFile(name, formats));
  const { path, stats } = resolveOutputFile(resolve(io.cwd, name), name);
  const chunks: Uint8Array[] = [];
  // FORCE_COLOR is meant for terminals.
  const { FORCE_COLOR: _, ...env } = io.env;
  const out: System['out'] = (chunk) => void chunks.push(Buffer.from(chunk));
  const exit = await run({ ...io, env, out, stdoutIsTerminal: false }, { ...flags, format });
  const bytes = Buffer.concat(chunks);
  if (stats && !stats.isFile()) writeToDevice(path, bytes);
  else replaceFile(path, bytes);
  io.err(`wrote \`${oneLine(name)}\`\n`);
  return exit;
}

/** The file extensions of a format, if its name is not the only one. */
const extensions: Record<string, readonly string[]> = {
  text: ['txt'],
  table: ['txt'],
  markdown: ['md', 'markdown'],
  yaml: ['yaml', 'yml'],
  html: ['html', 'htm'],
  ndjson: ['ndjson', 'jsonl'],
  junit: ['xml'],
  github: [],
};
const extensionsOf = (format: string) => extensions[format] ?? [format];

/** The format that the extension of a file selects. @throws PlanError `unknown-word` */
export function formatOfFile(name: string, formats: readonly string[]): string {
  const extension = extname(name).slice(1).toLowerCase();
  const format = formats.find((each) => extensionsOf(each).includes(extension));
  if (format !== undefined) return format;
  const known = [...new Set(formats.flatMap((each) => extensionsOf(each).slice(0, 1)))];
  const choices = joinQuoted(
    known.map((each) => `.${each}`),
    'or',
  );
  throw new PlanError(
    'unknown-word',
    `the extension of \`${name}\` selects no format of this command: use ${choices}`,
    didYouMean(extension, known) ?? 'or give the format with `--format`',
  );
}

/**
 * Checks that a file can be written, before the command runs.
 * @param path absolute
 * @param name as the user gave it
 * @returns the file after links are followed, and its stats; undefined if it does not exist
 * @throws PlanError `refused`, `not-found`, `disk`
 */
function resolveOutputFile(path: string, name: string): { path: string; stats: Stats | undefined } {
  const stats = statAt(path);
  if (stats?.isDirectory()) throw new PlanError('refused', `\`${name}\` is a folder`, 'give a file in it');
  // A device or a pipe is written to directly.
  if (stats && !stats.isFile()) return { path, stats };
  const target = stats ? realpathSync(path) : path;
  const folder = dirname(target);
  if (!statAt(folder)?.isDirectory())
    throw new PlanError('not-found', `there is no folder \`${dirname(name)}\``, 'create it first');
  if (isPlanFile(target))
    throw new PlanError(
      'refused',
      `\`${name}\` is a file of a plan and is not overwritten`,
      'give another file',
    );
  try {
    for (const each of stats ? [folder, target] : [folder]) accessSync(each, constants.W_OK);
  } catch (error) {
    throw diskError('write', name, error);
  }
  return { path: target, stats };
}

/** The stats of the file that a path leads to; undefined if there is none. */
function statAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errno(error) === 'ENOTDIR') return undefined;
    throw diskError('write', path, error);
  }
}

/** Whether a file belongs to a plan. */
function isPlanFile(path: string): boolean {
  const parent = dirname(path);
  const folder = isItemFolder(basename(parent)) ? dirname(parent) : parent;
  return ['plan.yaml', 'agencies.yaml'].includes(basename(path))
    ? isPlanRoot(folder)
    : ['items', 'evidence', 'rounds'].includes(basename(folder)) && isPlanRoot(dirname(folder));
}

function writeToDevice(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw diskError('write', path, error);
  }
}
