/** Completion in the real shells, at a terminal: what Tab makes of a line, what it lists, and that nothing of a plan runs. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';
import { has, type Terminal, terminal } from '../support/terminal.ts';

/** How each is started with no settings but that our completion is installed, and a `plan` that says what it was given. */
const shells = {
  bash: {
    start: 'bash --norc --noprofile -i',
    // Without a package for completions: ours must do alone.
    setUp: `PS1='> '; source "$XDG_DATA_HOME"/bash-completion/completions/plan; plan() { printf '<%s>' "$@"; echo ' end'; }`,
    list: '\t\t',
  },
  zsh: {
    start: 'zsh -f -i',
    setUp: `PS1='> '; unsetopt beep; fpath=($XDG_DATA_HOME/zsh/site-functions $fpath); autoload -U compinit; compinit -u -D; plan() { printf '<%s>' "$@"; echo ' end' }`,
    list: '\t',
  },
  fish: {
    start: 'fish -i',
    setUp: `function fish_prompt; echo '> '; end; function plan; printf '<%s>' $argv; echo ' end'; end`,
    list: '\t',
  },
} as const;
type Shell = keyof typeof shells;

async function sitAt(sandbox: Sandbox, shell: Shell): Promise<Terminal> {
  sandbox.env.XDG_DATA_HOME = `${sandbox.home}/data`;
  expect(await planProcess(sandbox, ['completion', 'install', '--shell', shell])).toMatchObject({ code: 0 });
  // Where this is not there, fish reads all manuals behind our back to make it.
  sandbox.write({ '../home/data/fish/generated_completions/.kept': '' });
  const at = terminal(sandbox, shells[shell].start);
  at.type(`${shells[shell].setUp}; echo rea''dy\r`);
  await at.sees('ready');
  return at;
}

/** What the words become that are typed, and completed at each tab. */
async function completed(at: Terminal, typed: string, become: string): Promise<string> {
  at.type(`plan ${typed}`);
  await at.sees(become);
  at.type('\r');
  return /(<.*>) end/.exec(await at.sees(/<.*> end/))![1]!;
}

// What shells would expand, in the text of a plan.
const hostile =
  'Say $(touch pwned) `touch pwned`; touch pwned & %F{red}%n :colon: \\ "quote" \'quote\' $IFS$((1)) *';

describe.each(Object.keys(shells) as Shell[])('%s', (shell) => {
  test.skipIf(!has(shell) || !has('script'))(
    'completes, lists, and runs nothing',
    { timeout: 120_000 },
    async () => {
      const sandbox = shippedPlan(fewItems);
      const text = sandbox
        .read('plan/items/07.yaml')
        .replace(/^action: .*$/m, `action: ${JSON.stringify(hostile)}`);
      sandbox.write({ 'plan/items/07.yaml': text, 'minute of may.pdf': '' });
      sandbox.git('tag', '$(touch$IFS./pwned)');
      sandbox.git('tag', 'v1');
      const at = await sitAt(sandbox, shell);
      expect(await completed(at, 'upd\t', 'update')).toBe('<update>');
      expect(await completed(at, 'list --agency po\t', 'police')).toBe('<list><--agency><police>');
      expect(await completed(at, 'list --agency police,cu\t', 'customs')).toBe(
        '<list><--agency><police,customs>',
      );
      expect(await completed(at, 'list --pillar=protec\t', 'protection')).toBe('<list><--pillar=protection>');
      expect(await completed(at, 'list --as-of v\t', 'v1')).toBe('<list><--as-of><v1>');
      expect(await completed(at, 'update 5 --evidence minu\t', 'may.pdf')).toBe(
        '<update><5><--evidence><minute of may.pdf>',
      );
      at.type(`plan update ${shells[shell].list}`);
      await at.sees(/Say \$\(touch pwned\) `touch pwned`.*\b13\b.*Certify/s);
      at.type('7 --status in-pl\t');
      await at.sees('in-place');
      at.type('\r');
      expect(await at.sees(/<.*> end/)).toContain('<update><7><--status><in-place>');
      expect(existsSync(sandbox.at('pwned'))).toBe(false);
      // A shell that is killed still writes its history, while the sandbox is cleared away.
      at.type('exit\r');
      await at.ended();
    },
  );
});
