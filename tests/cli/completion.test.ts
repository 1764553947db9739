/** `plan completion` installs and removes the script of a shell. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../support/plan.ts';
import { createSandbox } from '../support/sandbox.ts';

const files = {
  bash: '.local/share/bash-completion/completions/plan',
  zsh: '.local/share/zsh/site-functions/_plan',
  fish: '.config/fish/completions/plan.fish',
} as const;

test.each(Object.entries(files))(
  '%s: installs the script once, updates it and removes it',
  async (shell, file) => {
    const sandbox = createSandbox({ repository: false });
    const env = { HOME: sandbox.home, SHELL: `/usr/bin/${shell}` };
    const run = (...words: string[]) => plan(sandbox.dir, ['completion', ...words], { env });
    const path = `${sandbox.home}/${file}`;

    const script = await run(shell);
    const first = await run('install');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain(`wrote \`${path}\``);
    expect(first.stdout).toContain(`undo with \`plan completion uninstall --shell ${shell}\``);
    expect(sandbox.read(`../home/${file}`)).toBe(script.stdout);
    expect((await run('install')).stdout).toContain('is up to date');

    sandbox.write({ [`../home/${file}`]: `${script.stdout}# of another version\n` });
    await run('install');
    expect(sandbox.read(`../home/${file}`)).toBe(script.stdout);

    expect(await run('uninstall', '--shell', shell)).toMatchObject({
      code: 0,
      stdout: `removed \`${path}\`\n`,
    });
    expect(existsSync(path)).toBe(false);
    expect(await run('uninstall')).toMatchObject({ code: 0 });
  },
);

test.each(['install', 'uninstall'])('%s: leaves a file alone that it did not create', async (action) => {
  const sandbox = createSandbox({ repository: false });
  const path = `../home/${files.fish}`;
  sandbox.write({ [path]: 'complete -c plan\n' });
  const result = await plan(sandbox.dir, ['completion', action, '--shell', 'fish'], {
    env: { HOME: sandbox.home },
  });
  expect(result).toMatchObject({ code: 3, stdout: '' });
  expect(result.stderr).toContain('was not created by `plan completion`');
  expect(sandbox.read(path)).toBe('complete -c plan\n');
});

test('refuses an unknown shell, and a missing home folder', async () => {
  const sandbox = createSandbox({ repository: false });
  const run = (words: string[], env: Record<string, string>) =>
    plan(sandbox.dir, ['completion', ...words], { env });
  expect(await run(['install'], { HOME: sandbox.home, SHELL: '/bin/tcsh' })).toMatchObject({
    code: 2,
    stdout: '',
  });
  expect((await run(['zhs'], {})).stderr).toContain('did you mean `zsh`?');
  expect(await run(['install', '--shell', 'bash'], {})).toMatchObject({ code: 3 });
});

test('uses XDG_DATA_HOME and XDG_CONFIG_HOME', async () => {
  const sandbox = createSandbox({ repository: false });
  const data = sandbox.at('data');
  const env = { HOME: sandbox.home, XDG_DATA_HOME: data, XDG_CONFIG_HOME: sandbox.at('config') };
  for (const shell of Object.keys(files))
    await plan(sandbox.dir, ['completion', 'install', '--shell', shell], { env });
  expect(existsSync(`${data}/bash-completion/completions/plan`)).toBe(true);
  expect(existsSync(`${data}/zsh/site-functions/_plan`)).toBe(true);
  expect(existsSync(sandbox.at('config/fish/completions/plan.fish'))).toBe(true);
});
