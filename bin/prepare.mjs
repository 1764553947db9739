/**
 * Builds the program when npm installs it from git. With a global install, as the pre-commit framework does, npm leaves out
 * the development dependencies that the build needs (npm/cli#8440), so this script installs them first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/esbuild')) {
  const args = ['ci', '--global=false', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(process.execPath, [process.env.npm_execpath, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../esbuild.config.mjs');
