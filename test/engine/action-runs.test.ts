// What rows and the screen show of an action while it runs and afterwards.
import { expect, test } from 'vitest';
import type { RunTarget } from '../../src/app/forms/run.ts';
import { type ActionRuns, createActionRuns } from '../../src/engine/actions/action-runs.ts';
import { outcomeOf } from '../../src/engine/actions/run-outcome.ts';
import type { AnyAction } from '../../src/resources/action.ts';
import { scopeOf } from '../resources/embedded-aws.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const scope = scopeOf('us-east-1');
const deletion = { title: 'Delete vault', pending: 'deleting', outcome: 'is deleted' } as AnyAction;
const start = { title: 'Back up', pending: 'starting', starts: 'backup-jobs' } as unknown as AnyAction;
const target = (key: string, outcome: RunTarget['outcome']): RunTarget => ({
  key,
  label: key,
  scope,
  outcome,
  responses: [],
});

function open() {
  const clock = createFakeClock();
  const changed: string[] = [];
  const shown = createActionRuns({
    changed: (run) => changed.push(run),
    later: (task, ms) => void clock.setTimeout(task, ms),
  });
  return { clock, changed, shown };
}

const markOf = (shown: ActionRuns, key = 'prod') => shown.marks().get(key)?.text;

test.each([
  ['running', deletion, 'deleting…'],
  // The row shows the state that AWS reports.
  ['done', deletion, undefined],
  ['done', start, undefined],
  ['refused', deletion, 'refused'],
  ['unknown', deletion, 'unknown'],
] as const)('a row whose action is %s is marked', (outcome, action, text) => {
  const { shown } = open();
  shown.mark(target('prod', outcome), action);
  expect(markOf(shown)).toBe(text);
});

test('the mark of a refusal goes after 30 s, that of a running action stays', async () => {
  const { clock, changed, shown } = open();
  for (const outcome of ['done', 'refused', 'running'] as const) shown.mark(target(outcome, outcome), deletion);
  await clock.advance(29_999);
  expect([...shown.marks().keys()]).toEqual(['refused', 'running']);
  await clock.advance(1);
  expect([...shown.marks().keys()]).toEqual(['running']);
  expect(changed).toEqual(['']);
});

test('a newer mark of the row stays when the time of the earlier one is over', async () => {
  const { clock, shown } = open();
  shown.mark(target('prod', 'refused'), deletion);
  await clock.advance(29_000);
  shown.mark(target('prod', 'running'), start);
  await clock.advance(5_000);
  expect(markOf(shown)).toBe('starting…');
});

test('what was created has no row to mark', () => {
  const { shown } = open();
  shown.mark(target('', 'done'), deletion);
  expect(shown.marks().size).toBe(0);
});

test('a changed target changes its run and its mark, in maps that are new', () => {
  const { changed, shown } = open();
  shown.setRun({ id: 'r', title: 'Delete', dry: false, targets: [target('a', 'waiting'), target('b', 'waiting')] });
  const before = shown.runs();
  shown.mark(target('b', 'running'), deletion);
  shown.changeTarget('r', deletion, { index: 1, members: { outcome: 'done' } });
  const outcomes = (runs: ReturnType<ActionRuns['runs']>) => runs.get('r')?.targets.map(({ outcome }) => outcome);
  expect([outcomes(before), outcomes(shown.runs())]).toEqual([
    ['waiting', 'waiting'],
    ['waiting', 'done'],
  ]);
  expect([markOf(shown, 'b'), changed]).toEqual([undefined, ['r']]);
  shown.changeTarget('another', deletion, { index: 0, members: {} });
  expect(changed).toEqual(['r']);
});

const problem = { kind: 'denied', message: 'You may not.', nextStep: 'Ask.', retryable: false } as const;

test.each([
  ['one', [target('prod', 'done')], 'Delete vault: prod is deleted', 'good'],
  ['two', [target('a', 'done'), target('b', 'done')], 'Delete vault: 2 of 2, each is deleted', 'good'],
  ['a refusal', [{ ...target('a', 'refused'), problem }], 'Delete vault: a: You may not.', 'bad'],
  [
    'a refusal among others',
    [target('a', 'done'), { ...target('b', 'refused'), problem }],
    'Delete vault: 1 of 2 done: You may not.',
    'bad',
  ],
] as const)('the sentence about %s', (_, targets, text, tone) => {
  expect(outcomeOf({ id: 'r', title: 'Delete vault', dry: false, targets }, deletion)).toEqual({ text, tone });
});
