import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { findingFormatNames, writeFindings } from '../../cli/findings-output.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { requireRepository } from '../../git/messages.ts';
import { type Repository, repoPath } from '../../git/repository.ts';
import {
  type CodeownerLine,
  codeownerLines,
  type codeownersRules,
  formatBlock,
  staleLine,
  withBlock,
} from '../../plan/codeowners.ts';
import { readText, replaceFile } from '../../storage/fs.ts';
import type { LoadedPlan } from '../../storage/plan-files/read-plan.ts';

interface Flags {
  write?: boolean;
  output?: string;
  check?: boolean;
}

export const command: Command<Flags> = {
  description:
    'Print or write the lines of GitHub’s CODEOWNERS: an item belongs to the `owners` of its agencies in agencies.yaml; everything else, and retired items, to the `owners` in plan.yaml.',
  examples: [
    ['plan codeowners', 'print the lines'],
    ['plan codeowners --write', 'write them to CODEOWNERS, and leave its other lines alone'],
    ['plan codeowners --check', 'check whether the file is up to date; exit with 1 if not'],
  ],
  formats: findingFormatNames,
  options: [
    option('--write', 'write to the existing CODEOWNERS file, else to `.github/CODEOWNERS`; commits nothing'),
    option('-o, --output <file>', 'the file to write or check', 'file'),
    option('--check', 'only check whether the file is up to date').conflicts('write'),
  ],

  async run(context, _words, { write = false, output, check = false }) {
    const loaded = await context.load();
    const repo = requireRepository(context.workspace, 'CODEOWNERS has no use');
    const owned = owners(loaded, repo);
    const path = output === undefined ? placeIn(repo) : resolve(context.io.cwd, output);
    if (check) return await tellState(context, loaded, owned, path);
    if (write || output !== undefined) return put(context, loaded, owned, path);
    if (context.format === 'json') context.json('codeowners', { lines: owned });
    else context.io.out(formatBlock(owned));
    return await context.finish(loaded);
  },
};

function owners({ plan, sources, root }: LoadedPlan, repo: Repository): CodeownerLine[] {
  const pathOf = (item: Parameters<typeof sources.items.get>[0]) =>
    repoPath(repo, sources.items.get(item)!.path);
  const owned = codeownerLines(plan, { root: repoPath(repo, root), pathOf });
  if (owned.length > 0) return owned;
  throw new PlanError(
    'refused',
    'nobody owns anything: no agency of the register has `owners`, and nor has `plan.yaml`',
    'add them: `owners: ["@organisation/team"]`',
  );
}

/** Where GitHub looks, in its order; the first that is there counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

const placeIn = ({ top }: Repository): string =>
  join(top, places.find((path) => existsSync(join(top, path))) ?? places[0]!);

/** GitHub reads none that is as large as this, in bytes. */
const tooLarge = 3_000_000;

async function put(
  context: CommandContext,
  loaded: LoadedPlan,
  owned: readonly CodeownerLine[],
  path: string,
): Promise<ExitCode> {
  const { io } = context;
  const shown = relative(io.cwd, path);
  if (loaded.findings.length > 0)
    throw new PlanError(
      'broken-plan',
      'some files of the plan can’t be read, so their lines would be lost',
      'mend what is listed',
      loaded.findings,
    );
  const before = existsSync(path) ? readText(path) : '';
  const after = withBlock(before, formatBlock(owned));
  if (Buffer.byteLength(after) >= tooLarge)
    throw new PlanError('refused', `\`${shown}\` would have 3 MB, and GitHub reads none so large`);
  const isChanged = before !== after;
  if (isChanged) {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, Buffer.from(after));
  }
  if (context.format === 'json')
    context.json('codeowners', { file: shown, changed: isChanged, lines: owned });
  else io.out(isChanged ? `wrote ${shown}; it is not committed yet\n` : `${shown} is up to date\n`);
  return ExitCode.done;
}

async function tellState(
  context: CommandContext,
  loaded: LoadedPlan,
  owned: readonly CodeownerLine[],
  path: string,
): Promise<ExitCode> {
  const file = relative(context.io.cwd, path);
  const text = existsSync(path) ? readText(path) : null;
  const stale = staleLine(text ?? '', formatBlock(owned));
  const findings = stale ? [findingOf(file, text, stale)] : [];
  const exit = await writeFindings(context, {
    command: 'plan codeowners --check',
    failOn: 'error',
    findings,
    files: [file],
    among: '1 file',
    summary: { files: 1, errors: findings.length, warnings: 0 },
  });
  return exit === ExitCode.done ? await context.finish(loaded) : exit;
}

function findingOf(
  file: string,
  text: string | null,
  { line, expected }: { line: number; expected: string | null },
): Finding {
  const source = text?.split(/\r?\n/)[line - 1] ?? null;
  const isThere = line > 1 || expected !== null;
  const message =
    text === null
      ? 'this file is missing'
      : !isThere
        ? 'this file lacks the lines that `plan codeowners` makes'
        : expected === null
          ? 'this line is not one of those that the register makes'
          : `the register makes this line \`${expected}\``;
  return {
    ...{
      rule: 'codeowners-stale' satisfies keyof typeof codeownersRules,
      severity: 'error',
      file,
      line,
      column: 1,
    },
    ...{
      length: Math.max(1, source?.length ?? 1),
      source,
      message,
      hint: 'make it anew: `plan codeowners --write`',
    },
  };
}
