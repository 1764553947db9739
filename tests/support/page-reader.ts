/** Who reads a page in a real browser, from a file, and sees whatever it does that no page of ours may do. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** For the tests of one file: opens a page's HTML; after each test all is closed, and nothing untoward has happened. */
export function reader(): (html: string, options?: BrowserContextOptions) => Promise<Page> {
  const misdeeds: string[] = [];
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plantrail-page-'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    expect(misdeeds.splice(0)).toEqual([]);
  });

  return async (html, options = {}) => {
    const file = join(folder, 'page.html');
    const address = pathToFileURL(file).href;
    writeFileSync(file, html);
    const page = await (await browser.newContext(options)).newPage();
    // How long a test may take is for the test to say.
    page.setDefaultTimeout(0);
    page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      misdeeds.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) misdeeds.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return page;
  };
}

/** What axe-core finds, by all its rules: WCAG 2 at A and AA, and best practice. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run().then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`,
  );
}
