import { describe, expect, test } from 'vitest';
import { diffItems } from '../../../../src/plan/diff/item-diff.ts';
import { anItem } from '../../../support/items.ts';

const entry = { 'as-of': '2026-11-01', recorded: '2026-11-01', note: 'Begun.' };

describe('the changes between two states of an item', () => {
  test('have the labels of fields; milestones are identified by id', () => {
    const before = anItem();
    const after = anItem({
      status: 'in-progress',
      agencies: ['dol', 'police'],
      timetable: {
        milestones: [{ id: '1.1', horizon: 'short', task: 'Develop training', status: 'completed' }],
      },
      updates: [entry],
    });
    const { what, fields, reported, retracted } = diffItems(before, after);
    expect({ what, reported, retracted }).toEqual({ what: 'changed', reported: [entry], retracted: [] });
    expect(new Set(fields)).toEqual(
      new Set([
        { field: 'agencies', from: ['dol'], to: ['dol', 'police'] },
        { field: 'milestone 1.1 status', from: null, to: 'completed' },
        { field: 'status', from: null, to: 'in-progress' },
      ]),
    );
  });

  test('an altered update is removed and added', () => {
    const altered = { ...entry, note: 'Done.' };
    const { reported, retracted } = diffItems(anItem({ updates: [entry] }), anItem({ updates: [altered] }));
    expect({ reported, retracted }).toEqual({ reported: [altered], retracted: [entry] });
  });

  test('equal updates are counted', () => {
    const { reported, retracted } = diffItems(
      anItem({ updates: [entry] }),
      anItem({ updates: [entry, entry] }),
    );
    expect({ reported, retracted }).toEqual({ reported: [entry], retracted: [] });
  });

  test('are none for the same state, and an addition or a removal for a missing one', () => {
    expect(diffItems(anItem(), anItem()).fields).toEqual([]);
    expect(diffItems(null, anItem()).what).toBe('added');
    expect(diffItems(anItem(), null).what).toBe('removed');
    expect(diffItems('unreadable', anItem()).what).toBe('unreadable');
  });
});
