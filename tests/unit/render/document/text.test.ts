/** A document on a terminal and in Markdown: all its text, with nothing in it active. */
import { expect, test } from 'vitest';
import { plainTheme } from '../../../../src/render/common/colors.ts';
import { documentMarkdown } from '../../../../src/render/document/markdown.ts';
import { documentText } from '../../../../src/render/document/text.ts';
import { sample } from '../../../support/sample-document.ts';

test('as text', () => {
  const text = documentText(sample, { width: 60, theme: plainTheme });
  expect(text).not.toMatch(/[\u001b\u202e]/);
  expect(text.split('\n').filter((line) => line.length > 60)).toEqual([]);
  expect(whole(text)).toMatchSnapshot();
});

test('as Markdown', () => {
  expect(whole(documentMarkdown(sample))).toMatchSnapshot();
});

/** A snapshot file cannot contain lone surrogates. */
const whole = (text: string) => text.replace(/\p{Cs}/gu, '?');
