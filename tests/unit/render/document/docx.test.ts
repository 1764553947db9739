/** DOCX files, read by other libraries. */
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import { documentDocx } from '../../../../src/render/document/docx.ts';
import { sample } from '../../../support/sample-document.ts';

const make = (day = '2026-12-31') => documentDocx(sample, { day, creator: 'The group' });

test('another library reads headings, tables, lists and links', async () => {
  const bytes = await make();
  const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
  expect(html).toMatch(/<h1>.*Numbers &lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; \*bold\*.*<\/h1>/);
  expect(html).toMatch(/<h2>.*Items<\/h2>/);
  expect(html).toMatch(/<h3>.*Last<\/h3>/);
  expect(html).toMatch(/<thead><tr><th><p><strong>status<\/strong><\/p><\/th>/);
  expect(html).toContain('3 of 5');
  expect(html).toContain('<li>one</li><li><strong>2</strong> two ');
  expect(html).toContain('href="https://example.org/%C3%BC"');
  expect(html).toMatch(/<a href="#heading_2">section<\/a>/);
  expect(html).toContain('\\u001b[31mred\\u202e');
});

test('every part is well-formed, the language is en-NZ, and times are whole days', async () => {
  const parts = unzipSync(await make());
  for (const [path, data] of Object.entries(parts)) {
    const trouble: string[] = [];
    const onError = (level: string, message: string) => trouble.push(`${level} ${message}`);
    if (/\.(xml|rels)$/.test(path)) new DOMParser({ onError }).parseFromString(strFromU8(data), 'text/xml');
    expect(trouble, path).toEqual([]);
  }
  expect(strFromU8(parts['word/styles.xml']!)).toContain('<w:lang w:val="en-NZ"/>');
  expect(strFromU8(parts['word/document.xml']!)).toContain('<w:tblHeader/>');
  expect(strFromU8(parts['docProps/core.xml']!).match(/2026-12-31T00:00:00Z/g)).toHaveLength(2);
});

test('the same document has the same bytes, and another day has others', async () => {
  const first = Buffer.from(await make());
  expect(first.equals(await make())).toBe(true);
  expect(first.equals(await make('2027-01-01'))).toBe(false);
});
