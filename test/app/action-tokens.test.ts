// Which idempotency token a repeated action carries: the same where it may have been done, a new one where it was not.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { contextOf } from '../../src/app/forms/act-context.ts';
import { actKey } from '../../src/app/forms/act-keys.ts';
import { type ActOverlay, formOf } from '../../src/app/forms/act-state.ts';
import type { Run, RunOutcome } from '../../src/app/forms/run.ts';
import { initialState } from '../../src/app/state/state.ts';
import type { FormValues } from '../../src/resources/action.ts';
import { dataOf, runningJob, scope, smallWorld } from '../components/fixtures.ts';

const row = runningJob('job-1', 'us-east-1');
const typed: FormValues = { name: 'x' };

/** The token of what is sent when y is pressed, after a run that ended so. */
function tokenAfter(outcome: RunOutcome | undefined, values: FormValues): string {
  const before: Run = {
    id: 'token-1',
    title: 'stop',
    dry: false,
    targets: [{ key: 'k', label: 'l', scope: scope('us-east-1'), outcome: outcome ?? 'done', responses: [] }],
  };
  const overlay: ActOverlay = {
    kind: 'act',
    resource: 'backup-jobs',
    action: 'stop',
    stage: 'review',
    token: 'token',
    revision: 0,
    leftOut: [],
    typed: emptyInput,
    top: 0,
    attempts: 1,
    leaving: false,
    targets: [{ key: 'k', row, scope: row.scope, number: 0 }],
    forms: [formOf(values)],
    ...(outcome ? { sent: typed, run: before.id } : {}),
  };
  const data = dataOf(smallWorld);
  const acting = { ...data.acting, run: (id: string) => (id === before.id ? before : undefined) };
  const context = { data: { ...data, acting } };
  const state = { ...initialState({ columns: 80, rows: 24 }), overlay };
  const { state: next } = actKey(state, 'y', context as never);
  if (next.overlay?.kind !== 'act' || next.overlay.stage !== 'outcome') throw new Error('nothing was sent');
  return contextOf(next.overlay, context.data).token;
}

test.each<[string, RunOutcome | undefined, FormValues, string]>([
  ['the first time', undefined, typed, 'token-0-0'],
  ['the same, after nobody knows whether it was done', 'unknown', typed, 'token-0-0'],
  ['edited, after nobody knows whether it was done', 'unknown', { name: 'y' }, 'token-1-0'],
  ['edited, after a refusal', 'refused', { name: 'y' }, 'token-1-0'],
  // AWS may hold a token for used up by the call that it refused.
  ['the same, after a refusal', 'refused', typed, 'token-1-0'],
])('%s', (_, outcome, values, token) => {
  expect(tokenAfter(outcome, values)).toBe(token);
});
