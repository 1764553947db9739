import { expect, test } from 'vitest';
import { decisionOf } from '../../../../src/plan/changes/decision.ts';
import { today } from '../../../support/item-changes.ts';

test('a decision needs a reason and an authority', () => {
  expect(decisionOf({ reason: ' a ', authority: 'b', by: 'c <d>' }, today)).toEqual({
    recorded: today,
    reason: 'a',
    authority: 'b',
    by: 'c <d>',
  });
  expect(() => decisionOf({ authority: 'b' }, today)).toThrow('needs a reason');
  expect(() => decisionOf({ reason: 'a', authority: ' ' }, today)).toThrow('needs an authority: it is empty');
});
