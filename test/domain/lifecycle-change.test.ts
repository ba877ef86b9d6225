import { expect, test } from 'vitest';
import {
  type LifecycleDays,
  lifecycleSentences,
  whyLifecycleIsFinal,
} from '../../src/domain/vaults/lifecycle-change.ts';

const now = Date.UTC(2026, 0, 15, 12);
const createdAt = now - 10 * 86_400_000;

test.each<[LifecycleDays, LifecycleDays, RegExp | undefined]>([
  [{}, {}, undefined],
  [{}, { deleteAfter: -1, coldAfter: -1 }, undefined],
  [{ deleteAfter: 35 }, { deleteAfter: 36 }, undefined],
  [{ deleteAfter: 35 }, { deleteAfter: -1 }, undefined],
  [{ deleteAfter: 35 }, { deleteAfter: 34 }, /deleted earlier/],
  [{}, { deleteAfter: 3_650 }, /deleted earlier/],
  [{ deleteAfter: -1 }, { deleteAfter: 3_650 }, /deleted earlier/],
  [{ coldAfter: 30 }, { coldAfter: 31 }, undefined],
  [{ coldAfter: 30 }, { coldAfter: 29 }, /cold storage/],
  [{ deleteAfter: 365 }, { deleteAfter: 365, coldAfter: 30 }, /cold storage/],
])('from %j to %j', (before, after, reason) => {
  const why = whyLifecycleIsFinal({ createdAt, before, after });
  if (reason === undefined) expect(why).toBeUndefined();
  else expect(why).toMatch(reason);
});

test.each<[LifecycleDays, readonly string[]]>([
  [{}, ['The recovery point never expires: it is billed until it is deleted.']],
  [{ deleteAfter: 35 }, ['The recovery point is deleted at about 2026-02-09 12:00:00Z, in 25d.']],
  [{ deleteAfter: 5 }, ['The retention ended at 2026-01-10 12:00:00Z: the recovery point is deleted within hours.']],
  [
    { coldAfter: 20, deleteAfter: -1 },
    [
      'The recovery point never expires: it is billed until it is deleted.',
      'It moves to cold storage at about 2026-01-25 12:00:00Z.',
    ],
  ],
])('%j says when', (after, sentences) => {
  expect(lifecycleSentences({ createdAt, before: {}, after }, now)).toEqual(sentences);
});
