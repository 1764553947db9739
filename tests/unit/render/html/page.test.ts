import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DefaultTreeAdapterTypes as Html, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../../../src/plan/chart/types.ts';
import type { Block, Inline } from '../../../../src/render/document/document.ts';
import { visibleText } from '../../../../src/render/html/escape.ts';
import { renderPage } from '../../../../src/render/html/page.ts';
import fc, { times } from '../../../support/property.ts';

const runs = times(50);
const page = (blocks: readonly Block[], pictures: [Chart, string][] = []) =>
  renderPage({ title: 'A title', facts: [], blocks }, new Map(pictures));

type Element = Html.Element;
const childrenOf = (node: Html.Node): Element[] =>
  'childNodes' in node ? node.childNodes.filter((child): child is Element => 'tagName' in child) : [];
const elementsIn = (node: Html.Node): Element[] =>
  childrenOf(node).flatMap((child) => [child, ...elementsIn(child)]);
const textOf = (node: Html.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
const attribute = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value;
const named = (html: string, ...names: string[]) =>
  elementsIn(parse(html)).filter(({ tagName }) => names.includes(tagName));

/** Texts of any kind, and texts that contain markup. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<script>alert(1)</script>',
          '</title>',
          '</style>',
          '</table>',
          '</script>',
          '</main>',
        ),
        fc.constantFrom(
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
          '<plaintext>',
          '<svg/onload=x>',
          '&lt;',
          '&#0;',
          '&amp',
        ),
        fc.constantFrom('"', "'", '>', ' onload=x ', '\u202e', '\u0000', '\u001b[2J', '\ud800', '\r\n', '\t'),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.join('')),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  text,
  fc.array(fc.oneof(text, fc.record({ strong: text })), { maxLength: 3 }),
);
const plain = (text: Inline): string =>
  typeof text === 'string'
    ? visibleText(text)
    : text
        .map((each) =>
          visibleText(typeof each === 'string' ? each : 'strong' in each ? each.strong : each.text),
        )
        .join('');

describe('texts', () => {
  /** The elements of a page without links and pictures, with their attributes. */
  const allowed: Record<string, string> = {
    ...{ html: 'lang', head: '', meta: 'charset http-equiv content name', title: '', style: '', script: '' },
    ...{ body: '', header: '', main: 'id tabindex', div: 'class role tabindex aria-labelledby' },
    ...{ h1: '', h2: 'id tabindex', h3: 'id tabindex', h4: 'id tabindex', p: 'class', a: 'class href' },
    ...{ dl: '', dt: '', dd: '', ul: '', li: '', strong: '', figure: '', figcaption: '' },
    ...{ table: 'class', caption: 'id', thead: '', tbody: '', tfoot: '', tr: '' },
    ...{ th: 'scope class data-kind data-value', td: 'colspan class data-label data-value' },
  };

  test('parse to the same texts, with no elements or attributes but ours', () => {
    const cell = fc.record({ text: inline, value: fc.oneof(text, fc.integer(), fc.constant(null)) });
    const column = fc.record(
      { name: text, kind: fc.constantFrom('number', 'date', 'flag') },
      { requiredKeys: ['name'] },
    );
    const document = fc.record({
      title: text,
      fact: fc.record({ name: text, text: inline }),
      heading: fc.record({ level: fc.constantFrom(2, 3, 4), text, id: text }),
      words: inline,
      items: fc.array(inline, { maxLength: 3 }),
      table: fc.record({
        title: text,
        columns: fc.tuple(column, column),
        rows: fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 3 }),
        total: fc.constantFrom(undefined, true),
        notes: fc.array(text, { maxLength: 2 }),
      }),
      chart: fc.record({
        title: text,
        description: text,
        columns: fc.tuple(text),
        rows: fc.tuple(fc.tuple(text)),
      }),
    });
    fc.assert(
      fc.property(document, ({ title, fact, heading, words, items, table, chart }) => {
        const html = renderPage(
          {
            title,
            facts: [fact],
            blocks: [
              { is: 'heading', ...heading } as Block,
              { is: 'paragraph', text: words, quiet: true },
              { is: 'list', items },
              { is: 'facts', facts: [fact] },
              { is: 'table', table } as Block,
              { is: 'picture', chart: { ...chart, name: 'status' } as unknown as Chart },
            ],
          },
          new Map(),
        );
        const elements = elementsIn(parse(html));
        for (const { tagName, attrs } of elements) {
          expect(Object.keys(allowed)).toContain(tagName);
          for (const { name } of attrs) expect(allowed[tagName]!.split(' ')).toContain(name);
        }
        const texts = (...names: string[]) =>
          elements.filter(({ tagName }) => names.includes(tagName)).map(textOf);
        expect(texts('h1')).toEqual([visibleText(title)]);
        expect(texts('dt')).toEqual([visibleText(fact.name), visibleText(fact.name)]);
        expect(texts('dd')).toEqual([plain(fact.text), plain(fact.text)]);
        expect(texts('h2', 'h3', 'h4')).toEqual([visibleText(heading.text)]);
        expect(texts('li')).toEqual(items.map(plain));
        expect(texts('p')).toEqual([plain(words), ...table.notes.map(visibleText)]);
        expect(texts('caption')).toEqual([
          visibleText(table.title),
          `${visibleText(chart.title)}: the figures`,
        ]);
        expect(texts('figcaption')).toEqual([
          `${visibleText(chart.title)} ${visibleText(chart.description)}`,
        ]);
        expect(texts('th', 'td')).toEqual([
          ...table.columns.map(({ name }) => visibleText(name)),
          ...table.rows.flat().map((each) => plain(each.text)),
          visibleText(chart.columns[0]),
          visibleText(chart.rows[0][0]),
        ]);
      }),
      { numRuns: runs },
    );
  });

  test('show hidden characters', () => {
    expect(page([{ is: 'paragraph', text: 'pay\u202eexe.lla\u0007 now\ttoday\r\nor \ud800' }])).toContain(
      '<p>pay\\u202eexe.lla\\u0007 now today\nor \\ud800</p>',
    );
  });
});

describe('links', () => {
  const linked = (href: string) => page([{ is: 'paragraph', text: [{ text: 'a link', href }] }]);
  const paragraph = (href: string) => named(linked(href), 'p')[0]!;

  test.each([
    ['https://example.org/a?b=c&d="e"', 'https://example.org/a?b=c&d=%22e%22'],
    ['https://māori.example/ā', 'https://xn--mori-qsa.example/%C4%81'],
    ['#item-5', '#item-5'],
    ['#"><script>', '#%22%3E%3Cscript%3E'],
  ])('to %s lead there', (href, to) => {
    const [link] = childrenOf(paragraph(href));
    expect(attribute(link!, 'href')).toBe(to);
    expect(textOf(link!)).toBe('a link');
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'javascript://example.org/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    '//example.org',
    '/plan',
    'https:example.org',
    'https://',
    'https://exam ple.org',
    'https://example.org/\u202egpj.exe',
    'https://police.govt.nz@example.org/',
    '#',
    '',
  ])('to %j are text', (href) => {
    expect(elementsIn(paragraph(href))).toEqual([]);
    expect(textOf(paragraph(href))).toBe(`a link (${visibleText(href)})`);
  });

  test('lead to the web or to an element of the page, for any address', () => {
    const schemes = fc.constantFrom(
      '',
      '#',
      'http://',
      'https://',
      'javascript:',
      'data:',
      'java\tscript:',
      '\n',
    );
    fc.assert(
      fc.property(
        fc.tuple(schemes, text).map((parts) => parts.join('')),
        (href) => {
          const html = linked(href);
          for (const link of named(html, 'a'))
            expect(attribute(link, 'href')).toMatch(/^(https?:\/\/[!-~]+|#[!-~]+)$/);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('a page', () => {
  const chart = {
    name: 'status',
    title: 'Items by status',
    description: 'Two of three are open.',
    columns: ['status', 'items'],
    rows: [['open', 2]],
  } as unknown as Chart;
  const svg =
    '<?xml version="1.0"?>\n<svg viewBox="0 0 1 1"><style>rect { fill: red }</style><rect width="1" height="1"/></svg>\n';

  test('allows only its own scripts and styles', () => {
    const html = page([{ is: 'picture', chart }], [[chart, svg]]);
    const policy = attribute(named(html, 'meta').find((each) => attribute(each, 'http-equiv'))!, 'content')!;
    const hashes = (name: string) =>
      named(html, name).map(
        (each) => `'sha256-${createHash('sha256').update(textOf(each)).digest('base64')}'`,
      );
    expect(policy).toBe(
      [
        "default-src 'none'",
        `script-src ${hashes('script').join(' ')}`,
        `style-src ${hashes('style').join(' ')}`,
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    );
    expect(named(html, 'style').map(textOf)).toEqual([
      readFileSync('src/render/html/page.css', 'utf8'),
      'rect { fill: red }',
    ]);
  });

  test('has each picture in its place, with a label and its figures', () => {
    const html = page([{ is: 'picture', chart }], [[chart, svg]]);
    expect(html).toContain(`<figcaption class="unseen">Items by status</figcaption>`);
    expect(html).toContain('aria-label="Picture: Items by status"><svg viewBox');
    expect(named(html, 'details').map((each) => named(html, 'table').length && textOf(each))).toEqual([
      expect.stringContaining('open2'),
    ]);
  });

  test('has the values of numbers, dates and flags, and marks unknown ones', () => {
    const html = page([
      {
        is: 'table',
        table: {
          title: 'Due',
          columns: [{ name: 'id' }, { name: 'due', kind: 'date' }, { name: 'days', kind: 'number' }],
          rows: [
            [{ text: '1' }, { text: '1 March 2027', value: '2027-03-01' }, { text: '1,200', value: 1200 }],
            [{ text: '2' }, { text: 'no date set', value: null }, { text: '', value: null }],
          ],
        },
      },
    ]);
    expect(named(html, 'td').map((cell) => attribute(cell, 'data-value'))).toEqual([
      '2027-03-01',
      '1200',
      undefined,
      undefined,
    ]);
    expect(named(html, 'td').map((cell) => attribute(cell, 'class'))).toEqual([
      'date',
      'number',
      'date unknown',
      'number unknown',
    ]);
    expect(named(html, 'th').map((cell) => attribute(cell, 'scope'))).toEqual([
      'col',
      'col',
      'col',
      'row',
      'row',
    ]);
  });

  test('says that a table is empty', () => {
    const html = page([
      { is: 'table', table: { title: 'Late', columns: [{ name: 'id' }, { name: 'due' }], rows: [] } },
    ]);
    expect(named(html, 'td').map(textOf)).toEqual(['None.']);
  });

  test('lists its headings, except the parts of a section with very many', () => {
    const heading = (level: 2 | 3, id: string): Block => ({ is: 'heading', level, text: id, id });
    const links = (count: number) =>
      named(
        page([
          heading(2, 'one'),
          heading(2, 'all'),
          ...Array.from({ length: count }, (_, at) => heading(3, `part-${at}`)),
        ]),
        'a',
      ).map((link) => attribute(link, 'href'));
    expect(links(0)).toEqual(['#page-main']);
    expect(links(2)).toEqual(['#page-main', '#one', '#all', '#part-0', '#part-1']);
    expect(links(100)).toHaveLength(103);
    expect(links(101)).toEqual(['#page-main', '#one', '#all']);
  });

  test('has the same bytes for the same document', () => {
    const once = () => page([{ is: 'picture', chart }], [[chart, svg]]);
    expect(once()).toBe(once());
  });
});
