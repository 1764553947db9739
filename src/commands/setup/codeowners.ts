/** `plan codeowners`: prints, writes or checks the plan’s lines of CODEOWNERS. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Command, option } from '../../cli/command.ts';
import type { CommandContext } from '../../cli/context.ts';
import { findingFormatNames, writeFindings } from '../../cli/findings-output.ts';
import { type Finding, PlanError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { requireRepository } from '../../git/error-messages.ts';
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
    const lines = ownerLines(loaded, repo);
    const path = output === undefined ? findCodeowners(repo) : resolve(context.io.cwd, output);
    if (check) return await checkFile(context, loaded, lines, path);
    if (write || output !== undefined) return writeFile(context, loaded, lines, path);
    if (context.format === 'json') context.json('codeowners', { lines });
    else context.io.out(formatBlock(lines));
    return await context.finish(loaded);
  },
};

/** @throws PlanError `refused` if there are none */
function ownerLines({ plan, sources, root }: LoadedPlan, repo: Repository): CodeownerLine[] {
  const pathOf = (item: Parameters<typeof sources.items.get>[0]) =>
    repoPath(repo, sources.items.get(item)!.path);
  const lines = codeownerLines(plan, { root: repoPath(repo, root), pathOf });
  if (lines.length > 0) return lines;
  throw new PlanError(
    'refused',
    'neither an agency nor `plan.yaml` has `owners`',
    'add them: `owners: ["@organisation/team"]`',
  );
}

/** Where GitHub looks for the file, in its order; it uses the first one. */
const codeownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** The existing file, or where to create one. */
const findCodeowners = ({ top }: Repository): string =>
  join(top, codeownersPaths.find((path) => existsSync(join(top, path))) ?? codeownersPaths[0]!);

/** In bytes. GitHub ignores larger files. */
const maxBytes = 3_000_000;

async function writeFile(
  context: CommandContext,
  loaded: LoadedPlan,
  lines: readonly CodeownerLine[],
  path: string,
): Promise<ExitCode> {
  const { io } = context;
  const file = relative(io.cwd, path);
  if (loaded.findings.length > 0)
    throw new PlanError(
      'broken-plan',
      'some files of the plan can’t be read, so their lines would be missing',
      'fix the findings',
      loaded.findings,
    );
  const before = existsSync(path) ? readText(path) : '';
  const after = withBlock(before, formatBlock(lines));
  if (Buffer.byteLength(after) >= maxBytes)
    throw new PlanError('refused', `\`${file}\` would be larger than 3 MB, and GitHub would ignore it`);
  const changed = before !== after;
  if (changed) {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, Buffer.from(after));
  }
  await context.printOutcome(changed, () => {
    if (context.format === 'json') context.json('codeowners', { file, changed, lines });
    else io.out(changed ? `wrote ${file}; commit it\n` : `${file} is up to date\n`);
  });
  return ExitCode.done;
}

async function checkFile(
  context: CommandContext,
  loaded: LoadedPlan,
  lines: readonly CodeownerLine[],
  path: string,
): Promise<ExitCode> {
  const file = relative(context.io.cwd, path);
  const text = existsSync(path) ? readText(path) : null;
  const stale = staleLine(text ?? '', formatBlock(lines));
  const findings = stale ? [staleFinding(file, text, stale)] : [];
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

function staleFinding(
  file: string,
  text: string | null,
  { line, expected }: { line: number; expected: string | null },
): Finding {
  const source = text?.split(/\r?\n/)[line - 1] ?? null;
  const hasBlock = line > 1 || expected !== null;
  const message =
    text === null
      ? 'this file is missing'
      : !hasBlock
        ? 'this file lacks the lines of `plan codeowners`'
        : expected === null
          ? 'this line should not be here'
          : `this line should be \`${expected}\``;
  return {
    rule: 'codeowners-stale' satisfies keyof typeof codeownersRules,
    severity: 'error',
    ...{ file, line, column: 1, length: Math.max(1, source?.length ?? 1), source },
    message,
    hint: 'run `plan codeowners --write`',
  };
}
