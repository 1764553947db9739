/** Which addresses are links: files, HTML, Markdown and Word follow one rule. */
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { evidence } from '../../../../schemas/update.ts';
import { isWebAddress } from '../../../../schemas/web-address.ts';
import type { Document } from '../../../../src/render/document/document.ts';
import { documentDocx } from '../../../../src/render/document/docx.ts';
import { evidencePart } from '../../../../src/render/document/inline.ts';
import { documentMarkdown } from '../../../../src/render/document/markdown.ts';
import { renderPage } from '../../../../src/render/html/page.ts';

const documentWith = (href: string): Document => ({
  title: 'A title',
  facts: [],
  blocks: [{ is: 'paragraph', text: [{ text: 'Minute', href }] }],
});

async function outputs(href: string) {
  const document = documentWith(href);
  const parts = unzipSync(await documentDocx(document, { day: '2026-11-24', creator: 'The group' }));
  return {
    html: renderPage(document, new Map()),
    markdown: documentMarkdown(document),
    relations: strFromU8(parts['word/_rels/document.xml.rels']!),
    word: strFromU8(parts['word/document.xml']!),
  };
}

test.each([
  'https://example.org/minute.pdf#page=3',
  'http://example.org:8080/a?b=c@d',
  'https://example.org/@name',
  'https://example.org/ü',
])('%j is a link', async (url) => {
  expect(isWebAddress(url)).toBe(true);
  expect(z.safeParse(evidence, { url }).success).toBe(true);
  const { html, markdown, relations, word } = await outputs(url);
  const { href } = new URL(url);
  expect(html).toContain(`<a href="${href}">Minute</a>`);
  expect(markdown).toContain(`[Minute](<${href}>)`);
  const [page, anchor] = href.split('#');
  expect(relations).toContain(`Target="${page}"`);
  if (anchor) expect(word).toContain(`w:anchor="${anchor}"`);
});

test.each([
  'https://police.govt.nz@evil.example',
  'https://police.govt.nz:a@evil.example/a',
  'https://@evil.example',
  'https://police.govt.nz\\@evil.example',
  'https:///evil.example',
  'https://example.org/a b',
  'https://example.org/a\tb',
  'https://example.org/\u202efdp',
  'https://example.org/\u2066a',
  'https://example.org/a\u200bb',
  'https://example.org/a\u{e0041}',
  'https://example.org/a\u3164',
  'https://example.org:99999/',
  'javascript:alert(1)',
  'file:///etc/passwd',
])('%j is no link', async (url) => {
  expect(isWebAddress(url)).toBe(false);
  expect(z.safeParse(evidence, { url }).error?.issues).toHaveLength(1);
  expect(evidencePart({ title: 'Minute', url })).toEqual(expect.stringContaining('Minute'));
  const { html, markdown, relations, word } = await outputs(url);
  expect(html).toContain('<p>Minute (');
  expect(markdown).toContain('\nMinute (');
  expect(relations).not.toContain('TargetMode="External"');
  expect(word).toContain('Minute (');
});
