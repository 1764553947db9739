import { expect, test } from 'vitest';
import { decisionOf } from '../../../../src/plan/changes/decision.ts';
import { today as day } from '../../../support/item-changes.ts';

const clock = { today: day };

test('a decision needs a reason and an authority', () => {
  expect(decisionOf({ reason: ' a ', authority: 'b', by: 'c <d>' }, clock)).toEqual({
    recorded: day,
    reason: 'a',
    authority: 'b',
    by: 'c <d>',
  });
  expect(() => decisionOf({ authority: 'b' }, clock)).toThrow('needs a reason');
  expect(() => decisionOf({ reason: 'a', authority: ' ' }, clock)).toThrow('needs an authority: it is empty');
});

test('a decision can apply from an earlier day', () => {
  const decision = { reason: 'a', authority: 'b' };
  expect(decisionOf({ ...decision, effective: '-1w' }, clock)).toMatchObject({ effective: '2026-11-17' });
  expect(decisionOf({ ...decision, effective: 'today' }, clock)).not.toHaveProperty('effective');
  expect(() => decisionOf({ ...decision, effective: '+1d' }, clock)).toThrow('is in the future');
});
