/** A real browser for tests, where the machine has one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of Chromium or Chrome, on the path or where Debian puts it. */
export function findBrowser(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Tests that need a browser: without one they are skipped, but on CI they fail. */
export const describeInBrowser = (name: string, tests: () => void) =>
  findBrowser() || process.env.CI
    ? describe(name, tests)
    : describe.skip(`${name}: skipped, for neither Chromium nor Chrome is installed`, tests);

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('neither Chromium nor Chrome is installed: `apt-get install chromium`');
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
