/** Adding items, without files and git. */
import { describe, expect, test } from 'vitest';
import { addItem, milestoneIn } from '../../../../src/plan/changes/add.ts';
import { fingerprint } from '../../../../src/plan/model/fingerprint.ts';
import { contextOf, decision, sha256, validItem } from '../../../support/item-changes.ts';

describe('an item that is added', () => {
  const draft = {
    pillar: 'First',
    objective: 'More',
    action: 'Do it',
    measure: 'Done',
    agencies: ['DoL'],
    timetable: { milestones: [{ task: 'One' }, { id: 'x', task: 'Two' }] },
  };
  const added = (given: object, ...taken: string[]) =>
    addItem({ ...draft, ...given }, decision, new Set(['1', ...taken]), contextOf(validItem()));

  test('gets the next number, numbered milestones and its fingerprint', async () => {
    const item = await added({}, '7', '2a');
    expect(item).toMatchObject({ id: 8, pillar: 'first', agencies: ['dol'], added: decision });
    expect(item.timetable.milestones!.map(({ id }) => id)).toEqual(['8.1', 'x']);
    expect(item.wording).toBe(fingerprint(item, sha256));
  });

  test('never gets an id that was used before', async () => {
    await expect(added({ id: '01' })).rejects.toThrow('the id `1` is already used');
    await expect(added({ id: '2A' }, '2a')).rejects.toThrow(
      'was the id of another item, and ids are not used again',
    );
    expect((await added({ id: '05' })).id).toBe(5);
  });

  test('is refused where it would break a rule', async () => {
    await expect(added({ lead: 'police' })).rejects.toThrow('is not an agency of item 2');
    await expect(added({ objective: undefined })).rejects.toThrow('`objective` is missing');
    await expect(added({ agencies: ['dool'] })).rejects.toThrow('`dool` is not an agency');
  });

  test('has the milestones of the command line', () => {
    const { plan } = contextOf(validItem());
    expect(
      milestoneIn('Train; then test ; due=2027-06-30;horizon=Short; agencies=DoL,police', plan, '2026-11-24'),
    ).toEqual({
      horizon: 'short',
      due: '2027-06-30',
      agencies: ['dol', 'police'],
      task: 'Train; then test',
    });
    expect(milestoneIn(' Short: do it ', plan, '2026-11-24')).toEqual({ task: 'Short: do it' });
    expect(() => milestoneIn('Do it; duo=2027-06-30', plan, '2026-11-24')).toThrow(
      '`duo` is not a field of a milestone',
    );
    expect(() => milestoneIn('Do it; due=2027-01-01; due=2027-01-02', plan, '2026-11-24')).toThrow(
      'is given twice',
    );
  });
});
