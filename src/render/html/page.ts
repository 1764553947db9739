/** Renders a document as an HTML page: one file that loads nothing and can be read without script and style. */
import { createHash } from 'node:crypto';
import type { Chart } from '../../plan/chart/types.ts';
import type { Document } from '../document/document.ts';
import { blockHtml, factsHtml } from './blocks.ts';
import { escapeAttribute, escapeHtml } from './escape.ts';
import style from './page.css?raw';
import tablesScript from './table.client.js?raw';
import tocScript from './toc.client.js?raw';
import { tocHtml } from './toc.ts';

const scripts = [tocScript, tablesScript];

/** On pages with more blocks, browsers lay out only the tables that are on the screen. */
const manyBlocks = 5000;

/**
 * Ids that begin with `page-` are reserved: no heading may have one.
 * @param pictures the SVG of charts; a chart without one is shown as a table
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
${tocHtml(blocks)}<main id="page-main" tabindex="-1"${blocks.length > manyBlocks ? ' class="endless"' : ''}>
${body}</main>
${scripts.map((script) => `<script>${script}</script>\n`).join('')}</body>
</html>
`;
}

/** Only our scripts and styles and those of our charts are allowed; nothing is loaded or sent. */
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
