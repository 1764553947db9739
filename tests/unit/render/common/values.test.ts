import { expect, test } from 'vitest';
import { evidenceText, reporterName, updateValues, valueText } from '../../../../src/render/common/values.ts';

test.each([
  ['status', 'on-hold', 'on-hold'],
  ['status', null, 'not reported'],
  ['milestone 5.1 due', undefined, 'no date set'],
  ['measure', null, 'absent'],
  ['agencies', ['dol', 'police'], 'dol, police'],
  ['', { ongoing: true }, '{"ongoing":true}'],
])('the value of %j: %j', (field, value, text) => expect(valueText(field, value)).toBe(text));

test('evidence is its title and its address, or its file and the start of its hash', () => {
  const sha256 = '26ce8af25d20'.padEnd(64, '0');
  expect(evidenceText({ title: 'Minute', url: 'https://example.org/1' })).toBe(
    'Minute https://example.org/1',
  );
  expect(evidenceText({ file: 'evidence/minute.pdf', sha256 })).toBe(
    'evidence/minute.pdf (sha256 26ce8af25d20)',
  );
});

test('an update without an agency is by the group', () => {
  expect(reporterName({}, (id) => id.toUpperCase())).toBe('the group');
  expect(reporterName({ agency: 'dol' }, (id) => id.toUpperCase())).toBe('DOL');
});

test('an update sets the status and the rating of a milestone or the item', () => {
  expect(updateValues({ milestone: '5.1', status: 'completed' })).toBe('milestone 5.1 · completed');
  expect(updateValues({ rating: 'on-track' })).toBe('on-track');
});
