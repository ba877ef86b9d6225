// Keys in the look before an action and in its outcome.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { actHints } from '../../src/app/forms/act-hints.ts';
import { actKey, pastOutcome } from '../../src/app/forms/act-keys.ts';
import { type ActOverlay, formOf } from '../../src/app/forms/act-state.ts';
import { reviewLines } from '../../src/app/forms/review.ts';
import type { Run } from '../../src/app/forms/run.ts';
import { initialState } from '../../src/app/state/state.ts';
import { dataOf, runningJob, scope, smallWorld } from '../components/fixtures.ts';

const row = runningJob('job-1', 'us-east-1');
const context = { data: dataOf(smallWorld) };

const overlayAt = (stage: ActOverlay['stage']): ActOverlay => ({
  kind: 'act',
  resource: 'backup-jobs',
  action: 'stop',
  stage,
  token: 'token',
  revision: 0,
  leftOut: [],
  typed: emptyInput,
  top: 0,
  attempts: 1,
  leaving: false,
  targets: [{ key: 'k', row, scope: row.scope, number: 0 }],
  forms: [formOf({})],
});

/** The first line that shows after each key. */
function topsAfter(stage: ActOverlay['stage'], ...keys: readonly string[]): readonly number[] {
  let overlay = overlayAt(stage);
  return keys.map((key) => {
    const state = { ...initialState({ columns: 80, rows: 24 }), overlay };
    const next = actKey(state, key, context as never).state.overlay;
    if (next?.kind !== 'act') throw new Error(`${key} closed the form`);
    overlay = next;
    return overlay.top;
  });
}

test('the outcome scrolls by lines and pages, and not above its first line', () => {
  expect(topsAfter('outcome', 'up', 'down', 'j', 'k', 'pagedown', 'up', 'pageup')).toEqual([0, 1, 2, 1, 11, 10, 0]);
});

test('the last look scrolls neither above its first line nor past its last', () => {
  const last = reviewLines(overlayAt('review'), context.data).length;
  const pages = Array.from({ length: last }, () => 'pagedown');
  expect(topsAfter('review', 'up', 'down', 'down', 'up')).toEqual([0, 1, 2, 1]);
  expect(topsAfter('review', ...pages, 'pageup').slice(-2)).toEqual([last, Math.max(0, last - 10)]);
});

test('after a dry run the same rows are acted on again', () => {
  const target = { key: 'k', label: 'l', scope: scope('us-east-1'), outcome: 'done', responses: [] } as const;
  const run: Run = { id: 'r', title: 'stop', dry: true, targets: [target] };
  const acting = { ...context.data.acting, run: () => run };
  const overlay: ActOverlay = { ...overlayAt('outcome'), run: run.id };
  const state = { ...initialState({ columns: 80, rows: 24 }), overlay };
  const { state: next } = actKey(state, 'e', { data: { ...context.data, acting } } as never);
  expect(next.overlay).toMatchObject({ kind: 'act', stage: 'review', targets: overlay.targets });
});

test('the outcome of a run that is done lets other keys pass; one with a refusal keeps them', () => {
  const runOf = (outcome: 'done' | 'refused'): Run => ({
    id: 'r',
    title: 'stop',
    dry: false,
    targets: [{ key: 'k', label: 'l', scope: scope('us-east-1'), outcome, responses: [] }],
  });
  const after = (outcome: 'done' | 'refused', key: string) => {
    const acting = { ...context.data.acting, run: () => runOf(outcome) };
    const overlay: ActOverlay = { ...overlayAt('outcome'), run: 'r' };
    const state = { ...initialState({ columns: 80, rows: 24 }), overlay };
    return pastOutcome(state, key, { data: { ...context.data, acting } } as never).overlay?.kind;
  };
  expect([after('done', ':'), after('done', 'down'), after('done', 'return')]).toEqual([undefined, 'act', 'act']);
  expect(after('refused', ':')).toBe('act');
});

test('a form says whether its keys end it or the one that was opened from it', () => {
  const form = overlayAt('form');
  const helpOf = (overlay: ActOverlay) => actHints(overlay, context.data).map(({ help }) => help);
  expect(helpOf(form)).toEqual(['field', 'continue', 'complete', 'leave']);
  expect(helpOf({ ...form, forms: [...form.forms, formOf({})] })).toEqual([
    'field',
    'keep',
    'complete',
    'discard this entry',
  ]);
});
