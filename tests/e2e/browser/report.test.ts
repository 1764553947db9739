/** The pages that `plan` writes, in a real browser: reports, lists and summaries of various plans. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { filesOf, itemsOf } from '../../bench/plans.mjs';
import { describeInBrowser } from '../../support/browser.ts';
import { hostile } from '../../support/hostile-plan.ts';
import { axeViolations, pageOpener } from '../../support/page-reader.ts';
import { plan } from '../../support/plan.ts';
import { isNightly } from '../../support/property.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { shippedPlan } from '../../support/shipped.ts';

const root = join(import.meta.dirname, '../../..');

async function writePage(sandbox: Sandbox, ...words: string[]): Promise<string> {
  const { code, stderr } = await plan(sandbox, [...words, '-o', 'page.html']);
  // Pages are written even if a file cannot be read.
  expect(code, stderr).toBe(stderr.includes('[wrong-form]') ? 1 : 0);
  return sandbox.read('page.html');
}

/** An update with markup in the author and in a URL. */
const update = `status: in-progress
rating: off-track
updates:
  - as-of: 2026-11-01
    recorded: 2026-11-02
    agency: dol
    by: "<b onclick=window.__pwned=1>x</b> <x@example.org>"
    status: in-progress
    rating: off-track
    note: Said
    evidence:
      - { title: A trap, url: "https://example.org/'onclick='window.__pwned=1" }
    visibility: public
`;

function hostilePlan(): Sandbox {
  const items = ['03', '05', '07', '13'].map((id) => `plan/items/${id}.yaml`);
  const sandbox = shippedPlan(['03', '05', '07', '13'], { repository: false });
  for (const path of items) sandbox.write({ [path]: hostile(`${sandbox.read(path)}${update}`) });
  for (const path of ['plan/plan.yaml', 'plan/agencies.yaml'])
    sandbox.write({ [path]: hostile(sandbox.read(path)) });
  // A file with such a URL is invalid, so it is left out.
  sandbox.write({
    [items[2]!]: sandbox.read(items[2]!).replace('https://example.org/', 'javascript:window.__pwned=1//'),
  });
  return sandbox;
}

const pages: Record<string, () => Promise<string>> = {
  'the example report': async () => readFileSync(join(root, 'docs/report/half-year.html'), 'utf8'),
  'the report of the shipped plan': async () => writePage(shippedPlan(), 'report'),
  'the report of an empty plan': async () => writePage(shippedPlan([], { repository: false }), 'report'),
  'the report of a plan of one item': async () => writePage(shippedPlan(['05']), 'report'),
  'the report of a malicious plan': async () => writePage(hostilePlan(), 'report', '--audience', 'internal'),
  'a list of a malicious plan': async () => writePage(hostilePlan(), 'list'),
  'a list': async () => writePage(shippedPlan(), 'list'),
  'a matrix': async () => writePage(shippedPlan(), 'list', '--count-by', 'agency,status'),
  'a summary': async () => writePage(shippedPlan(), 'summary'),
};

describeInBrowser('a page', () => {
  const open = pageOpener();

  test.each(Object.entries(pages))('is accessible, well-structured and safe: %s', async (_, make) => {
    const html = await make();
    const page = await open(html, { colorScheme: 'light', viewport: { width: 1280, height: 800 } });
    expect(await axeViolations(page)).toEqual([]);
    await expectStructure(page);
    await sortWithKeys(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await axeViolations(page)).toEqual([]);
    await expect.poll(() => page.evaluate(`${overflow}`)).toBe(0);
    expect(await page.evaluate('window.__pwned')).toBeUndefined();
    await page.context().close();

    const withoutScript = await open(html, {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    expect(await withoutScript.evaluate(hiddenTexts)).toEqual([]);
    expect(await withoutScript.evaluate(`${overflow}`)).toBe(0);
  });

  test.runIf(isNightly)('opens and sorts pages of 10,000 items', async () => {
    const count = 10_000;
    const sandbox = shippedPlan([], { repository: false });
    sandbox.write(Object.fromEntries(filesOf(itemsOf(count, 1))));
    const list = await open(await writePage(sandbox, 'list'));
    const row = (at: number) =>
      list.evaluate(`document.querySelector('tbody').rows[${at}].cells[0].textContent`);
    await list.locator('thead button').first().focus();
    for (const first of [1, count]) {
      await list.keyboard.press('Enter');
      expect([await row(0), await row(count - 1)]).toEqual([first, count + 1 - first].map(String));
    }
    await list.context().close();
    const report = await open(await writePage(sandbox, 'report'));
    expect(await report.locator('h4').count()).toBeGreaterThanOrEqual(count);
    await sortWithKeys(report);
  });
});

/** By how many pixels the page can scroll sideways. */
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Checks the levels of headings, the captions and scopes of tables, and the targets of links. */
async function expectStructure(page: Page): Promise<void> {
  const levels = await page
    .locator('h1, h2, h3, h4, h5, h6')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(
    await page.evaluate(`({
      bare: [...document.querySelectorAll('table')].filter((each) => !each.caption?.textContent.trim()).length,
      unscoped: document.querySelectorAll('th:not([scope]), tbody tr:not(:has(> th[scope=row], > .unknown:only-child))').length,
      broken: [...document.querySelectorAll('a[href^="#"]')].filter((each) => !document.getElementById(decodeURIComponent(each.hash.slice(1)))).length,
      schemes: [...document.querySelectorAll('a:not([href^="#"])')].filter((each) => !/^https?:/.test(each.protocol)).length,
      forbidden: document.querySelectorAll('img, iframe, base, link, object, embed, main script, body style:not(svg *)').length,
      handlers: [...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on')).length,
    })`),
  ).toEqual({ bare: 0, unscoped: 0, broken: 0, schemes: 0, forbidden: 0, handlers: 0 });
}

/** Sorts the first sortable table by its first column, with the Enter key. */
async function sortWithKeys(page: Page): Promise<void> {
  const button = page.locator('thead button').first();
  if ((await button.count()) === 0) return;
  await button.focus();
  for (const order of ['ascending', 'descending', null]) {
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.ariaSort')).toBe(order);
  }
}

/** Texts that are invisible even with all details open. */
const hiddenTexts = `(() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (data.trim() && !parentElement.closest('script, svg') && !parentElement.checkVisibility({ visibilityProperty: true })) texts.push(data);
  }
  return texts;
})()`;
