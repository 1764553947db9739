/** Completion in real shells on a terminal: what Tab inserts and lists, and that no text of a plan is run. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planProcess } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, shippedPlan } from '../support/shipped.ts';
import { has, type Terminal, terminal } from '../support/terminal.ts';

/** How to start each shell without settings, with our completion and a `plan` that prints its arguments. */
const shells = {
  bash: {
    start: 'bash --norc --noprofile -i',
    // Without the bash-completion package.
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

async function start(sandbox: Sandbox, shell: Shell): Promise<Terminal> {
  sandbox.env.XDG_DATA_HOME = `${sandbox.home}/data`;
  expect(await planProcess(sandbox, ['completion', 'install', '--shell', shell])).toMatchObject({ code: 0 });
  // Without this folder, fish reads all manual pages in the background.
  sandbox.write({ '../home/data/fish/generated_completions/.kept': '' });
  const at = terminal(sandbox, shells[shell].start);
  at.type(`${shells[shell].setUp}; echo rea''dy\r`);
  await at.sees('ready');
  return at;
}

/** The arguments that typed text becomes, with a completion at each tab. */
async function completed(at: Terminal, typed: string, shown: string): Promise<string> {
  at.type(`plan ${typed}`);
  await at.sees(shown);
  at.type('\r');
  return /(<.*>) end/.exec(await at.sees(/<.*> end/))![1]!;
}

// Text that shells would expand.
const hostile =
  'Say $(touch pwned) `touch pwned`; touch pwned & %F{red}%n :colon: \\ "quote" \'quote\' $IFS$((1)) *';

describe.each(Object.keys(shells) as Shell[])('%s', (shell) => {
  test.skipIf(!has(shell) || !has('script'))('completes, lists, and runs nothing', async () => {
    const sandbox = shippedPlan(fewItems);
    const text = sandbox
      .read('plan/items/07.yaml')
      .replace(/^action: .*$/m, `action: ${JSON.stringify(hostile)}`);
    sandbox.write({ 'plan/items/07.yaml': text, 'minute of may.pdf': '' });
    sandbox.git('tag', '$(touch$IFS./pwned)');
    sandbox.git('tag', 'v1');
    const at = await start(sandbox, shell);
    expect(await completed(at, 'upd\t', 'update')).toBe('<update>');
    expect(await completed(at, 'list --agency po\t', 'police')).toBe('<list><--agency><police>');
    expect(await completed(at, 'list --agency police,cu\t', 'customs')).toBe(
      '<list><--agency><police,customs>',
    );
    expect(await completed(at, 'list --pillar=protec\t', 'protection')).toBe('<list><--pillar=protection>');
    expect(await completed(at, 'list --known v\t', 'v1')).toBe('<list><--known><v1>');
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
    // A killed shell would write its history while the sandbox is deleted.
    at.type('exit\r');
    await at.ended();
  });
});
