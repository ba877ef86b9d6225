import { expect, test } from 'vitest';
import { answerState } from '../../src/domain/answer-state.ts';

test.each([
  ['nothing has come', {}, 'unknown'],
  ['a whole answer', { loadedAt: 1 }, 'known'],
  ['one of an earlier run', { loadedAt: 1, restored: true }, 'stale'],
  ['it failed at first by what may pass', { failure: { lasting: false } }, 'unknown'],
  ['it fails since', { loadedAt: 1, failure: { lasting: false } }, 'stale'],
  ['it was refused', { failure: { lasting: true } }, 'refused'],
  ['it is refused since', { loadedAt: 1, failure: { lasting: true } }, 'refused'],
  ['an earlier run knew it, and it is refused', { loadedAt: 1, restored: true, failure: { lasting: true } }, 'refused'],
] as const)('%s', (_, record, state) => {
  expect(answerState(record)).toBe(state);
});
