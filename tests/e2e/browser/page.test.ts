/** HTML pages in a real browser: accessibility, mouse and keys, printing, and malicious text. */
import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Document } from '../../../src/render/document/document.ts';
import { renderPage } from '../../../src/render/html/page.ts';
import { describeInBrowser } from '../../support/browser.ts';
import { axeViolations, pageOpener } from '../../support/page-reader.ts';
import { chart, sample, svg } from '../../support/sample-page.ts';

const pictures = new Map([[chart, svg]]);

describeInBrowser('a page', () => {
  const openHtml = pageOpener();
  const open = (document: Document, options?: BrowserContextOptions, change = (html: string) => html) =>
    openHtml(change(renderPage(document, pictures)), options);

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark and narrow', { colorScheme: 'dark', viewport: { width: 360, height: 740 } }],
  ] as const)('has no accessibility violations: %s', async (_, options) => {
    expect(await axeViolations(await open(sample(12, 3), options))).toEqual([]);
  });

  test('has no accessibility violations: without script', async () => {
    // axe needs scripts, so they are removed instead of disabled.
    const page = await open(sample(12, 3), {}, (html) => html.replace(/<script>[\s\S]*<\/script>/, ''));
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('has no accessibility violations: on paper, with its details open', async () => {
    const page = await open(sample(12, 3));
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('sorts by value, in both directions, with unknown values last, and restores the order', async () => {
    const page = await open(sample(12));
    const table = page.getByRole('table', { name: 'All items' });
    const column = (at: number) => table.locator(`tbody tr > :nth-child(${at})`).allInnerTexts();
    const head = (name: string) => table.getByRole('columnheader', { name });
    const inOrder = await column(1);

    await head('due').getByRole('button').click();
    expect((await column(4)).slice(0, 3)).toEqual(['2028-11-11', '2029-06-06', 'no date set']);
    expect(await head('due').getAttribute('aria-sort')).toBe('ascending');
    await head('due').getByRole('button').click();
    expect((await column(4)).slice(0, 3)).toEqual(['2029-06-06', '2028-11-11', 'no date set']);
    expect(await head('due').getAttribute('aria-sort')).toBe('descending');
    await head('id').getByRole('button').click();
    await head('id').getByRole('button').click();
    expect(await column(1)).toEqual(inOrder.toReversed());
    expect(await head('due').getAttribute('aria-sort')).toBeNull();
    await head('id').getByRole('button').click();
    expect(await column(1)).toEqual(inOrder);
    expect(await head('id').getAttribute('aria-sort')).toBeNull();
    expect(await page.getByRole('status').last().innerText()).toBe('in the order of the document');
  });

  test('filters by words, ignoring case and macrons, and counts the rows', async () => {
    const page = await open(sample(24));
    const filter = page.getByLabel('Filter the rows of All items');
    const rows = () => page.getByRole('table', { name: 'All items' }).locator('tbody tr:visible').count();
    const status = page.getByRole('status').last();
    await filter.fill('maori HOKOHOKO');
    expect([await rows(), await status.innerText()]).toEqual([6, '6 of 24 rows']);
    await filter.fill('no such words');
    expect([await rows(), await status.innerText()]).toEqual([0, '0 of 24 rows']);
    await filter.fill('');
    expect(await rows()).toBe(24);
  });

  test('can be used with the keyboard only', async () => {
    const page = await open(sample(24));
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()');
    const press = (key: string) => page.keyboard.press(key);
    await press('Tab');
    expect(await focused()).toBe('Skip to the text');
    await press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('page-main');
    await page.getByLabel('Filter the rows of All items').focus();
    await page.keyboard.type('labour');
    await press('Tab');
    expect(await focused()).toBe('id');
    await press('Tab');
    await press('Enter');
    expect(await focused()).toBe('agencies');
    expect(await page.evaluate('document.activeElement.parentElement.ariaSort')).toBe('ascending');
    expect(await page.getByRole('status').last().innerText()).toBe('sorted by agencies, ascending');
    await page.getByText('The figures as a table').focus();
    await press('Space');
    expect(await page.getByRole('table', { name: 'the figures' }).isVisible()).toBe(true);
  });

  test('has a target for every internal link', async () => {
    const page = await open(sample(10));
    const links = page.locator('a[href^="#"]');
    expect(await links.count()).toBeGreaterThan(20);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('a[href^="#"]')].map((link) => link.hash).filter((hash) => !document.getElementById(decodeURIComponent(hash.slice(1))))`,
      ),
    ).toEqual([]);
  });

  test.each([
    ['a phone', { viewport: { width: 320, height: 640 } }, 1],
    ['a desktop', { viewport: { width: 1280, height: 800 } }, 1],
    ['text at 200 %', { viewport: { width: 1280, height: 800 } }, 2],
    ['without script', { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }, 1],
  ] as const)('does not scroll sideways: %s', async (_, options, zoom) => {
    const page = await open(sample(24), options);
    await page.evaluate(`document.documentElement.style.fontSize = '${zoom * 100}%'`);
    // Wide tables scroll in their own region, which has keyboard focus. The layout is updated in the next frame.
    await expect
      .poll(() =>
        page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      )
      .toBe(0);
    await expect
      .poll(() =>
        page.evaluate(
          `[...document.querySelectorAll('.scroll')].filter((each) => each.scrollWidth > each.clientWidth && each.tabIndex !== 0).length`,
        ),
      )
      .toBe(0);
  });

  test('prints all tables, unclipped, with the URLs of links', async () => {
    const page = await open(sample(24), { viewport: { width: 680, height: 960 }, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(28, 35, 41)');
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('table')].filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth).length`,
      ),
    ).toBe(0);
    expect(await page.getByRole('table', { name: 'the figures' }).isVisible()).toBe(true);
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('dd a'), '::after').content`),
    ).toContain('https://example.org/plan');
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('filters and sorts 10,000 rows', async () => {
    const page = await open(sample(10_000, 1));
    // Selected by position: Playwright is slow at finding names among ten thousand rows.
    const table = '#page-table-4 ~';
    await page.locator('#page-filter-4').fill('2029 labour');
    expect(await page.locator('#page-filter-4 + [role=status]').innerText()).toBe('168 of 10000 rows');
    await page.locator(`${table} thead th:nth-child(5) button`).click();
    const days = await page.locator(`${table} tbody tr:not([hidden]) td:nth-child(5)`).allTextContents();
    expect(days.map(Number)).toEqual(days.map(Number).toSorted((a, b) => a - b));
  });

  test('runs no code in any of its texts', async () => {
    const attack = [
      '<script>window.__pwned = 1</script>',
      '"><img src=x onerror="window.__pwned = 1">',
      "'></title></style></script><svg/onload=alert(1)>",
      '--><iframe srcdoc="<script>parent.__pwned = 1</script>">',
      '<meta http-equiv=refresh content="0;url=https://example.org">',
      '<base href="https://example.org/"><link rel=stylesheet href=https://example.org/x.css>',
    ].join(' ');
    const addresses = [
      'javascript:window.__pwned=1',
      ' JAVA\tSCRIPT:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      `https://example.org/"onclick="window.__pwned=1`,
    ];
    const links = addresses.map((href) => ({ text: attack, href }));
    const columns = [{ name: attack }, { name: 'due', kind: 'date' as const }];
    const rows = Array.from({ length: 15 }, () => [{ text: attack }, { text: links, value: attack }]);
    const figure = {
      title: attack,
      description: attack,
      columns: [attack],
      rows: [[attack]],
      notes: [attack],
      nothing: null,
    };
    const page = await open({
      title: attack,
      facts: [{ name: attack, text: attack }],
      blocks: [
        ...[1, 2, 3].map((at) => ({
          is: 'heading' as const,
          level: 2 as const,
          text: attack,
          id: `${attack}${at}`,
        })),
        { is: 'paragraph', text: [{ strong: attack }, ...links] },
        { is: 'list', items: [attack, links] },
        { is: 'facts', facts: [{ name: attack, text: links }] },
        { is: 'table', table: { title: attack, columns, rows, notes: [attack] } },
        { is: 'picture', chart: { ...chart, ...figure } },
      ],
    });
    await page.locator('thead button').first().click();
    await page.locator('input').fill('<script>window.__pwned = 1</script>');
    await page.locator('main h2').first().click();
    expect(await page.locator('tbody tr:not([hidden])').count()).toBe(16);
    expect(
      await page.locator('img, iframe, base, link, svg, main script, [onerror], [onload], [onclick]').count(),
    ).toBe(0);
    expect(
      await page.locator('main a').evaluateAll((all) => all.map((each) => each.getAttribute('href'))),
    ).toEqual(Array(18).fill('https://example.org/%22onclick=%22window.__pwned=1'));
    expect(await page.evaluate('window.__pwned')).toBeUndefined();
    expect(await page.title()).toContain('<script>window.__pwned = 1</script>');
  });
});
