import { expect, test } from 'vitest';
import { completions, readCommand } from '../../src/app/command-line.ts';
import type { Data } from '../../src/app/data.ts';

test.each([
  ['vaults', { event: { type: 'listRequested', resource: 'vaults' } }],
  ['rp', { event: { type: 'listRequested', resource: 'recovery-points' } }],
  ['jobs FAILED prod', { event: { type: 'listRequested', resource: 'backup-jobs', filter: 'FAILED prod' } }],
  ['region +eu-west-3', { wish: { type: 'addRegion', region: 'eu-west-3' } }],
  ['region eu-west-3', { wish: { type: 'addRegion', region: 'eu-west-3' } }],
  ['region -eu-west-3', { wish: { type: 'removeRegion', region: 'eu-west-3' } }],
  ['q', { event: { type: 'commanded', command: 'app.quit' } }],
  ['', {}],
])(':%s', (text, expected) => {
  expect(readCommand(text)).toEqual(expected);
});

test.each(['frobnicate', 'region', 'region nowhere'])(':%s says what to type instead', (text) => {
  expect(readCommand(text).problem).toMatch(/:(jobs|region)/);
});

const data = {
  scopes: [{ accountId: '1', region: 'us-east-1', connection: '' }],
  knownRegions: ['eu-west-1', 'eu-west-3', 'us-east-1'],
} as unknown as Data;

test.each([
  ['va', ['vaults']],
  ['region ', ['region +eu-west-1', 'region +eu-west-3']],
  ['region +eu-west-3', ['region +eu-west-3']],
  ['region -', ['region -us-east-1']],
])('%j may become %j', (text, expected) => {
  expect(completions(text, data).slice(0, expected.length)).toEqual(expected);
});

test('names that begin with the text come before names that only hold it', () => {
  const names = completions('jobs', data);
  expect(names[0]).toBe('jobs');
  expect(names).toContain('backup-jobs');
});

test('metrics are no list', () => {
  expect(completions('metrics', data)).not.toContain('metrics');
  expect(readCommand('metrics').problem).toBeDefined();
});
