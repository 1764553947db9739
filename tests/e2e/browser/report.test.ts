/** The pages that the program makes, in a real browser: the report, a list and a summary, of plans of every size and kind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { filesOf, itemsOf } from '../../bench/plans.mjs';
import { describeInBrowser } from '../../support/browser.ts';
import { hostile } from '../../support/hostile-plan.ts';
import { findings, reader } from '../../support/page-reader.ts';
import { plan } from '../../support/plan.ts';
import { isNightly } from '../../support/property.ts';
import type { Sandbox } from '../../support/sandbox.ts';
import { shippedPlan } from '../../support/shipped.ts';

const root = join(import.meta.dirname, '../../..');

async function made(sandbox: Sandbox, ...words: string[]): Promise<string> {
  const { code, stderr } = await plan(sandbox, [...words, '-o', 'page.html']);
  // A file that can't be read is told, and what could be read is answered all the same.
  expect(code, stderr).toBe(stderr.includes('[wrong-form]') ? 1 : 0);
  return sandbox.read('page.html');
}

/** A report on an item of the shipped plan, with an address that ends in words of its own. */
const reported = `status: in-progress
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
  for (const path of items) sandbox.write({ [path]: hostile(`${sandbox.read(path)}${reported}`) });
  for (const path of ['plan/plan.yaml', 'plan/agencies.yaml'])
    sandbox.write({ [path]: hostile(sandbox.read(path)) });
  // An address that is none of the web's is turned away with the whole file that has it.
  sandbox.write({
    [items[2]!]: sandbox.read(items[2]!).replace('https://example.org/', 'javascript:window.__pwned=1//'),
  });
  return sandbox;
}

const pages: Record<string, () => Promise<string>> = {
  'the report of half a year': async () => readFileSync(join(root, 'docs/report/half-year.html'), 'utf8'),
  'the report of the shipped plan': async () => made(shippedPlan(), 'report'),
  'the report of an empty plan': async () => made(shippedPlan([], { repository: false }), 'report'),
  'the report of a plan of one item': async () => made(shippedPlan(['05']), 'report'),
  'the report of a hostile plan': async () => made(hostilePlan(), 'report', '--audience', 'internal'),
  'a list of a hostile plan': async () => made(hostilePlan(), 'list'),
  'a list': async () => made(shippedPlan(), 'list'),
  'a matrix': async () => made(shippedPlan(), 'list', '--count-by', 'agency,status'),
  'a summary': async () => made(shippedPlan(), 'summary'),
};

describeInBrowser('a page of the program’s', () => {
  const read = reader();

  test.each(Object.entries(pages))(
    'is whole, safe and for everybody: %s',
    { timeout: 240_000 },
    async (_, make) => {
      const html = await make();
      const page = await read(html, { colorScheme: 'light', viewport: { width: 1280, height: 800 } });
      expect(await findings(page)).toEqual([]);
      await expectOrder(page);
      await sortWithKeys(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await findings(page)).toEqual([]);
      await expect.poll(() => page.evaluate(`${edge}`)).toBe(0);
      expect(await page.evaluate('window.__pwned')).toBeUndefined();
      await page.context().close();

      const quiet = await read(html, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
      expect(await quiet.evaluate(unseen)).toEqual([]);
      expect(await quiet.evaluate(`${edge}`)).toBe(0);
    },
  );

  test.runIf(isNightly)('opens and sorts when the plan is long', async () => {
    const count = 10_000;
    const sandbox = shippedPlan([], { repository: false });
    sandbox.write(Object.fromEntries(filesOf(itemsOf(count, 1))));
    const list = await read(await made(sandbox, 'list'));
    const row = (at: number) =>
      list.evaluate(`document.querySelector('tbody').rows[${at}].cells[0].textContent`);
    await list.locator('thead button').first().focus();
    for (const first of [1, count]) {
      await list.keyboard.press('Enter');
      expect([await row(0), await row(count - 1)]).toEqual([first, count + 1 - first].map(String));
    }
    await list.context().close();
    const report = await read(await made(sandbox, 'report'));
    expect(await report.locator('h4').count()).toBeGreaterThanOrEqual(count);
    await sortWithKeys(report);
  });
});

/** How far the page itself scrolls sideways. */
const edge = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Headings go down by one, tables have their captions and scopes, links within the page lead somewhere, and those out of it to the web. */
async function expectOrder(page: Page): Promise<void> {
  const levels = await page
    .locator('h1, h2, h3, h4, h5, h6')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(
    await page.evaluate(`({
      bare: [...document.querySelectorAll('table')].filter((each) => !each.caption?.textContent.trim()).length,
      unscoped: document.querySelectorAll('th:not([scope]), tbody tr:not(:has(> th[scope=row], > .unknown:only-child))').length,
      astray: [...document.querySelectorAll('a[href^="#"]')].filter((each) => !document.getElementById(decodeURIComponent(each.hash.slice(1)))).length,
      outside: [...document.querySelectorAll('a:not([href^="#"])')].filter((each) => !/^https?:/.test(each.protocol)).length,
      strangers: document.querySelectorAll('img, iframe, base, link, object, embed, main script, body style:not(svg *)').length,
      acting: [...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith('on')).length,
    })`),
  ).toEqual({ bare: 0, unscoped: 0, astray: 0, outside: 0, strangers: 0, acting: 0 });
}

/** Sorts the first table that can be sorted by its first column, with the Enter key alone. */
async function sortWithKeys(page: Page): Promise<void> {
  const button = page.locator('thead button').first();
  if ((await button.count()) === 0) return;
  await button.focus();
  for (const order of ['ascending', 'descending', null]) {
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.ariaSort')).toBe(order);
  }
}

/** Texts that nobody would see, once what can be opened is. */
const unseen = `(() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (data.trim() && !parentElement.closest('script, svg') && !parentElement.checkVisibility({ visibilityProperty: true })) texts.push(data);
  }
  return texts;
})()`;
