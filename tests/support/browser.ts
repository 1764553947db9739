/** Chromium or Chrome, if it is installed. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of the browser, from PATH or in `/usr/bin`. */
export function findBrowser(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Tests that need a browser. Without one they are skipped, but in CI they fail. */
export const describeInBrowser = (name: string, tests: () => void) =>
  findBrowser() || process.env.CI
    ? describe(name, tests)
    : describe.skip(`${name}: skipped, neither Chromium nor Chrome is installed`, tests);

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('neither Chromium nor Chrome is installed: `apt-get install chromium`');
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
