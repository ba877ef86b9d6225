import { expect, test } from 'vitest';
import { completions, readCommand } from '../../src/app/command-line/command-line.ts';
import type { Data } from '../../src/app/state/data.ts';

test.each([
  ['vaults', { event: { type: 'listRequested', resource: 'vaults' } }],
  ['rp', { event: { type: 'listRequested', resource: 'recovery-points' } }],
  ['jobs FAILED prod', { event: { type: 'listRequested', resource: 'backup-jobs', filter: 'FAILED prod' } }],
  ['region +eu-west-3', { effect: { type: 'addRegion', region: 'eu-west-3' } }],
  ['region eu-west-3', { effect: { type: 'addRegion', region: 'eu-west-3' } }],
  ['region -eu-west-3', { effect: { type: 'removeRegion', region: 'eu-west-3' } }],
  ['profile prod', { effect: { type: 'profile', change: 'only', name: 'prod' } }],
  ['profile +prod', { effect: { type: 'profile', change: 'add', name: 'prod' } }],
  ['account -acme-dev', { effect: { type: 'account', change: 'remove', name: 'acme-dev' } }],
  ['context lab', { effect: { type: 'context', name: 'lab' } }],
  ['accounts', { event: { type: 'listRequested', resource: 'accounts' } }],
  ['accounts dev', { event: { type: 'listRequested', resource: 'accounts', filter: 'dev' } }],
  ['save mine', { event: { type: 'saveRequested', name: 'mine', replace: false } }],
  ['save! mine', { event: { type: 'saveRequested', name: 'mine', replace: true } }],
  ['mfa 123456', { effect: { type: 'mfa', code: '123456' } }],
  ['q', { event: { type: 'commanded', command: 'app.quit' } }],
  ['', {}],
])(':%s', (text, expected) => {
  expect(readCommand(text)).toEqual(expected);
});

test.each(['constructor', 'toString', '__proto__', 'frobnicate', 'vol-0a1b', 'access denied', 'found'])(
  ':%s is no command: it is searched for',
  (text) => {
    expect(readCommand(text)).toEqual({ event: { type: 'listRequested', resource: 'found', filter: text } });
  },
);

test.each(['arn:aws:ec2:eu-west-1:111122223333:volume/vol-1', 'arn:aws:s3:::logs'])(
  'the ARN %s opens the page of the resource',
  (arn) => {
    expect(readCommand(` ${arn} `)).toEqual({ event: { type: 'pageRequested', arn } });
  },
);

test.each([
  'arn:aws:backup:eu-west-1:111122223333:backup-vault:prod',
  'arn:aws:ec2:eu-west-1::snapshot/snap-1',
  'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/backup/01',
])('%s is searched for', (arn) => {
  expect(readCommand(arn)).toEqual({ event: { type: 'listRequested', resource: 'found', filter: arn } });
});

test(':find waits for the text', () => {
  expect(readCommand('find')).toEqual({ event: { type: 'listRequested', resource: 'found', isFiltering: true } });
  expect(readCommand('find  jobs')).toEqual({ event: { type: 'listRequested', resource: 'found', filter: 'jobs' } });
});

test.each(['context', 'profile', 'account', 'region', 'view', 'theme'])(':%s without a name asks for one', (of) => {
  expect(readCommand(of)).toEqual({ event: { type: 'pickerRequested', of } });
});

test.each(['profile +', 'account -', 'mfa 12', 'save', 'save a b', 'save ../x'])(
  ':%s wants a name or a code',
  (text) => {
    expect(readCommand(text).problem).toMatch(/^Type :/);
  },
);

test.each(['region nowhere'])(':%s says what to type instead', (text) => {
  expect(readCommand(text).problem).toMatch(/:region/);
});

const data = {
  scopes: [{ accountId: '1', region: 'us-east-1', connection: '' }],
  knownRegions: ['eu-west-1', 'eu-west-3', 'us-east-1'],
  profiles: ['dev', 'prod'],
  contexts: ['lab'],
  accounts: new Map([['222222222222', 'acme-dev']]),
  connections: [{ id: 'prod', label: 'profile prod', identity: { accountId: '1', arn: '' } }],
} as unknown as Data;

test.each([
  ['va', ['vaults']],
  ['region ', ['region +eu-west-1', 'region +eu-west-3']],
  ['region +eu-west-3', ['region +eu-west-3']],
  ['region -', ['region -us-east-1']],
  ['profile ', ['profile dev', 'profile prod']],
  ['profile +', ['profile +dev']],
  ['account ACME', ['account acme-dev']],
  ['context ', ['context lab']],
])('%j may become %j', (text, expected) => {
  expect(completions(text, data).slice(0, expected.length)).toEqual(expected);
});

test('names that begin with the text come before names that only hold it', () => {
  const names = completions('jobs', data);
  expect(names[0]).toBe('jobs');
  expect(names).toContain('backup-jobs');
});

test('metrics are all series of CloudWatch, not those that the overview draws', () => {
  expect(readCommand('metrics')).toEqual({ event: { type: 'listRequested', resource: 'metric-series' } });
  expect(completions('metr', data)).toEqual(expect.arrayContaining(['metrics', 'metric-series']));
});
