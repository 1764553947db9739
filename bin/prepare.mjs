/**
 * Builds the program for whoever installs it out of git. Where that is done globally, as the pre-commit framework does, npm
 * leaves out what a build needs (npm/cli#8440): then that is fetched first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/esbuild')) {
  const words = ['ci', '--global=false', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(process.execPath, [process.env.npm_execpath, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../esbuild.config.mjs');
