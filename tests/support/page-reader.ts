/** Opens pages in a real browser, and fails a test if they print, ask or request anything. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A function for the tests of a file that opens a page. After each test, pages are closed, and none may have done anything forbidden. */
export function pageOpener(): (html: string, options?: BrowserContextOptions) => Promise<Page> {
  const forbidden: string[] = [];
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
    expect(forbidden.splice(0)).toEqual([]);
  });

  return async (html, options = {}) => {
    const file = join(folder, 'page.html');
    const address = pathToFileURL(file).href;
    writeFileSync(file, html);
    const page = await (await browser.newContext(options)).newPage();
    // Only the time limit of the test applies.
    page.setDefaultTimeout(0);
    page.on('console', (message) => forbidden.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => forbidden.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      forbidden.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) forbidden.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return page;
  };
}

/** The violations that axe-core finds, by its rules for WCAG 2 A and AA and best practice. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    `axe.run().then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`,
  );
}
