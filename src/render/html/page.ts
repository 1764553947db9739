/** A document as a page: one file that needs no network, no script and no style to be read. */
import { createHash } from 'node:crypto';
import type { Chart } from '../../plan/chart/types.ts';
import type { Document } from '../document/document.ts';
import { blockHtml, factsHtml } from './blocks.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import style from './page.css?raw';
import tablesScript from './table.client.js?raw';
import contentsScript from './toc.client.js?raw';
import { contentsHtml } from './toc.ts';

const scripts = [contentsScript, tablesScript];

/** Of more blocks than these, browsers lay out those tables alone that somebody looks at. */
const many = 5000;

/**
 * The whole file, its last line with its line break. Each picture is SVG as our charts draw it; a chart without one
 * is shown as its figures. Ids that begin with `page-` are the page's own: no heading may have one.
 */
export function renderPage({ title, facts, blocks }: Document, pictures: ReadonlyMap<Chart, string>): string {
  const counts = new Map<string, number>();
  const newId = (kind: string) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `page-${kind}-${count}`;
  };
  const body = blocks.map((block) => blockHtml(block, { pictures, newId })).join('');
  return `<!doctype html>
<html lang="en-NZ">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([...pictures.values()])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeAttribute(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#page-main">Skip to the text</a>
<header>
<h1>${escapeHtml(title)}</h1>
${factsHtml(facts)}</header>
${contentsHtml(blocks)}<main id="page-main" tabindex="-1"${blocks.length > many ? ' class="endless"' : ''}>
${body}</main>
${scripts.map((script) => `<script>${script}</script>\n`).join('')}</body>
</html>
`;
}

/** Nothing may be loaded or sent, and nothing runs but what is ours: our script, our style and that of our pictures. */
const contentSecurityPolicy = (pictures: readonly string[]) =>
  [
    `default-src 'none'`,
    `script-src ${scripts.map(hash).join(' ')}`,
    `style-src ${[...new Set([style, ...pictures.flatMap(stylesIn)].map(hash))].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

const stylesIn = (svg: string) => [...svg.matchAll(/<style[^>]*>([^<]*)<\/style>/g)].map(([, text]) => text!);

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
