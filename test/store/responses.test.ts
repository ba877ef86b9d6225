// Which responses the store remembers while others are in progress.
import { expect, test } from 'vitest';
import { createResponses } from '../../src/store/write/responses.ts';

const minute = 60_000;
const request = (requestedAt: number) => ({ resource: 1, scope: 1, requestedAt });

test('a response that is never closed counts as in progress for an hour of later requests', () => {
  const responses = createResponses();
  const left = responses.open(request(1_000));
  const inProgress = (now: number) => responses.underWayAfter({ resource: 1, requestedAt: 0 }, now);
  const passed = (minutes: number) => {
    const at = 1_000 + minutes * minute;
    responses.close(responses.open(request(at)));
    return inProgress(at);
  };
  expect(passed(59)).toEqual([left]);
  expect(passed(61)).toEqual([]);
});

test('of the later responses those count that were open since', () => {
  const responses = createResponses();
  const before = responses.open(request(3_000));
  responses.close(before);
  const late = responses.open(request(1_000));
  const meanwhile = responses.open(request(2_000));
  responses.close(meanwhile);
  expect(responses.laterThan(late, 5_000)).toEqual([meanwhile]);
  // The time of a clock that was set back since.
  expect(responses.laterThan(late, 1_500)).toEqual([]);
});
