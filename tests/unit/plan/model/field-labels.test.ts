/** The labels of fields, and which fields are frozen or progress. */
import { expect, test } from 'vitest';
import {
  amendmentLabel,
  fieldLabel,
  fieldPath,
  isAmendable,
  isFrozen,
  isMilestoneStatus,
  isProgress,
  parseFieldLabel,
} from '../../../../src/plan/model/field-labels.ts';
import { fingerprint, isInFingerprint } from '../../../../src/plan/model/fingerprint.ts';
import { anItem } from '../../../support/items.ts';

test.each([
  ['lead', { field: 'lead', milestone: null }],
  ['source.agencies', { field: 'source.agencies', milestone: null }],
  ['milestone 5.1 due', { field: 'due', milestone: '5.1' }],
  ['milestone 5.1 x-note of ours', { field: 'x-note of ours', milestone: '5.1' }],
])('`%s` is parsed and formatted', (label, field) => {
  expect(parseFieldLabel(label)).toEqual(field);
  expect(fieldLabel(field)).toBe(label);
});

test.each([
  ['status', 'progress'],
  ['rating', 'progress'],
  ['milestone 5.1 status', 'progress'],
  ['pillar', 'amendable'],
  ['agencies', 'amendable'],
  ['lead', 'amendable'],
  ['timetable.ongoing.text', 'amendable'],
  ['milestone 5.1 due', 'amendable'],
  ['milestone 5.1 agencies', 'amendable'],
  ['source.timetable', 'frozen'],
  ['wording', 'other'],
  ['x-note', 'other'],
  ['source.x-note', 'other'],
  ['timetable.ongoing.x-note', 'other'],
  ['milestone 5.1 x-note', 'other'],
  ['milestone 5.1 lead', 'other'],
  ['retired.reason', 'other'],
])('`%s` is %s', (label, kind) => {
  expect(isProgress(label)).toBe(kind === 'progress');
  expect(isAmendable(label)).toBe(kind === 'amendable');
  expect(isFrozen(label)).toBe(kind === 'amendable' || kind === 'frozen');
});

test('the status of a milestone is not the status of an item', () => {
  expect(isMilestoneStatus('milestone 5.1 status')).toBe(true);
  expect(isMilestoneStatus('status')).toBe(false);
});

test('the text of a timetable is amended as `text`', () => {
  expect(amendmentLabel('timetable.trigger.text')).toBe('text');
  expect(amendmentLabel('action')).toBe('action');
  const ongoing = anItem({ timetable: { ongoing: { text: 'Always' } } });
  expect(fieldPath(ongoing, { field: 'text' })).toEqual(['timetable', 'ongoing', 'text']);
  expect(fieldPath(anItem(), { field: 'text' })).toBeNull();
});

test('the path of a milestone has its index, and is null for an unknown milestone', () => {
  expect(fieldPath(anItem(), { milestone: '1.1', field: 'due' })).toEqual([
    'timetable',
    'milestones',
    0,
    'due',
  ]);
  expect(fieldPath(anItem(), { milestone: '9.9', field: 'due' })).toBeNull();
});

test.each([
  [['action'], true],
  [['agencies'], true],
  [['source', 'timetable'], true],
  [['timetable', 'ongoing'], true],
  [['timetable', 'milestones', '5.1'], true],
  [['timetable', 'milestones', '5.1', 'task'], true],
  [['timetable', 'milestones', '5.1', 'due'], false],
  [['timetable', 'milestones', '5.1', 'status'], false],
  [['lead'], false],
  [['status'], false],
])('the fingerprint depends on %o: %s', (path, expected) => {
  expect(isInFingerprint(path)).toBe(expected);
});

test('the fingerprint is of the frozen fields in their order', () => {
  expect(fingerprint(anItem({ status: 'completed', lead: 'dol' }), (text) => text)).toBe(
    `sha256:${JSON.stringify([
      ...['first', 'Victims are safe', 'Assess the danger', 'Review of cases'],
      ['dol'],
      ['milestones', [['1.1', 'short', 'Develop training', []]]],
      ...['DoL', 'Short: Develop training'],
    ])}`,
  );
});
