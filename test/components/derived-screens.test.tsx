// The lists that vaultop evaluates itself, over the embedded AWS, on a small terminal and on a large one.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { type ListRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import { resources } from '../../src/resources/index.ts';
import { noon, scopeOf, withEmbeddedAws } from '../resources/embedded-aws.ts';
import { evaluateData } from '../support/evaluated.ts';
import { type HeldAnswer, heldReads, withAnswers } from '../support/plain-rows.ts';
import { keys } from '../support/render-at.ts';
import { type AppAt, appAt } from './app-at.tsx';

const regions = ['us-east-1', 'ap-southeast-2'];
const aws = withEmbeddedAws({ answering: regions });
let data: Data;
let app: AppAt | undefined;

beforeAll(async () => {
  const known = await aws.answered();
  const view = evaluateData(known);
  const told = new Map(
    await Promise.all(
      regions.map(async (region) => {
        const rows = await aws.rows(resources.notifications, region);
        const { key } = resources.notifications;
        return [region, { rows: new Map(rows.map((row) => [key(row), row])), version: 1, loadedAt: noon }] as const;
      }),
    ),
  );
  const responses = new Map<string, HeldAnswer | undefined>();
  const answerTo = (request: ListRequest): HeldAnswer | undefined => {
    if (resources[request.resource].derivedFrom) return view.snapshot(request);
    if (request.resource === 'notifications') return told.get(request.scope.region);
    const rows = known
      .listed([request])
      .map((row): [string, unknown] => [resources[request.resource].key(row as never), row]);
    return { version: 1, ...known.snapshot(request), rows: new Map(rows) };
  };
  data = {
    ...known,
    ...heldReads((request) => {
      if (request.kind === 'document') return undefined;
      const name = requestKey(request);
      if (!responses.has(name)) responses.set(name, answerTo(request));
      return responses.get(name);
    }),
  };
});

afterEach(() => app?.screen.unmount());

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];

const screens = [
  { name: 'attention', shows: ['SEV', 'RESOURCE', 'WHAT', 'crit', 'web-01', 'malware found in the newest'] },
  { name: 'timeline', shows: ['RESOURCE', 'billing-db'] },
  { name: 'schedule', shows: ['PLAN', 'RULE', 'warehouse-freq'] },
  { name: 'rpo', shows: ['AGE', 'OBJECTIVE', 'billing-db'] },
  { name: 'dr', shows: ['TO', 'eu-west-1'] },
  { name: 'who', shows: ['RISK', 'ACTOR', 'carol (Datab'] },
  { name: 'storage', shows: ['VAULT', 'POINTS', 'SIZE', '+7D -7D', 'EXPIRED', 'prod'] },
  { name: 'accounts', shows: ['ACCOUNT', 'FAILING', 'PROTECTED', 'OLDEST', 'READ'] },
  { name: 'rules', shows: ['RULE', 'NEXT'] },
  { name: 'notifications', shows: ['VAULT', 'TELLS', 'nobody', 'silent'] },
];

describe.each(sizes)('at $columns×$rows', ({ columns, rows }) => {
  test.each(screens)(':$name stands whole', async ({ name, shows }) => {
    app = await appAt(columns, rows, { world: { rows: {}, data } });
    const { screen } = app;
    await screen.press(':', name, keys.return);
    const lines = screen.lines();
    for (const text of shows) expect(screen.text()).toContain(text);
    expect(lines).toHaveLength(rows);
    expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
    expect(screen.text()).not.toMatch(/undefined|NaN|\[object/);
  });
});

test('muted ones are counted above the attention list', async () => {
  const { counts } = data.attention;
  const attention = { ...data.attention, counts: (of: Data) => ({ ...counts(of), muted: 2 }) };
  app = await appAt(80, 24, { world: { rows: {}, data: { ...data, attention } } });
  await app.screen.press(':', 'attention', keys.return);
  expect(app.screen.text()).toContain('2 muted');
});

test('from what lies in a vault to its points, by type', async () => {
  app = await appAt(80, 24, { world: { rows: {}, data } });
  const { screen, runtime } = app;
  await screen.press(':', 'storage', keys.return, '/', 'RDS', keys.return, keys.return);
  const [, , list] = runtime.view().state.screens;
  expect(list).toMatchObject({ kind: 'list', resource: 'recovery-points', params: { resourceType: 'RDS' } });
});

test('a point that AWS does not have leads to who deleted it by one key', async () => {
  const missing = withAnswers(data, (request) =>
    request.kind === 'list' && 'arn' in request.params
      ? { version: 1, failure: { problem, since: noon, attempts: 1, retryAt: noon } }
      : data.snapshot(request),
  );
  app = await appAt(80, 24, { world: { rows: {}, data: missing } });
  const { screen, runtime } = app;
  await screen.press(':', 'backup-jobs', keys.return, '/', 'COMPLETED', keys.return, 'd', '1');
  expect(screen.text()).toContain('d: who deleted it');
  await screen.press('d');
  const { resource, params, scopes } = runtime.view().state.screens.at(-1) as never as Record<string, never>;
  expect({ resource, scopes }).toEqual({ resource: 'audits', scopes: [scopeOf(expect.any(String) as never)] });
  expect(params).toEqual({ recoveryPointArn: expect.stringContaining('arn:aws:') });
});

const problem = {
  kind: 'not-found' as const,
  message: 'There is no such recovery point.',
  nextStep: 'look at the list.',
  retryable: false,
};
