// What `get` writes of the lists that AWS does not give is what their screens show.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { areFindingsSettled } from '../../src/app/attention/unanswered.ts';
import { listRows } from '../../src/app/state/context.ts';
import { isCounted } from '../../src/app/state/lists/gaps.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import { createAws } from '../../src/aws/aws.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { writeDerived } from '../../src/cli/get/derived/derived.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { type Dashboard, noon, openDashboard } from '../support/dashboard.tsx';
import { isProving, sampled } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';

/** The suite reads the smallest Region, a proof the largest. */
const firstRegion = isProving ? 'us-east-1' : 'ap-southeast-2';
const regions = [firstRegion, 'eu-west-1'];
const clock = { ...systemClock, now: () => noon };
let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({ regions, unhurried: true });
  await dashboard.see(() => areFindingsSettled(dashboard.runtime.view().data));
});
afterAll(() => dashboard.close());
afterEach(() => dashboard.emulator.setFaults([]));

async function get(...words: string[]) {
  const connection = {
    id: '',
    endpointUrl: dashboard.emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const aws = createAws({
    connections: [connection],
    clock: systemClock,
    rates: 'unlimited',
  });
  const out: string[] = [];
  try {
    const unknown = await writeDerived({
      args: readGetArguments(words),
      clock,
      attention: noSettings,
      width: undefined,
      store: openMemoryStore(() => noon),
      world: { aws, place: { connections: [connection], regions } },
      pipe: { write: async (text) => void out.push(text) },
    });
    return { unknown, out: out.join('') };
  } finally {
    aws.close();
  }
}

/** The list after all of it was evaluated. */
async function rowsOnScreen(list: ResourceId, filter = '') {
  const { runtime } = dashboard;
  runtime.dispatch({
    type: 'listRequested',
    resource: list,
    params: {},
    filter,
  });
  const shown = () => {
    const { state, data } = runtime.view();
    const screen = currentScreen(state);
    if (screen.kind !== 'list' || screen.resource !== list || !isCounted(everywhere(list, data), data))
      return undefined;
    const rows = listRows(screen, runtime.view());
    return rows.isBehind || rows.keys.length === 0 ? undefined : [...rows.rows];
  };
  await dashboard.see(() => shown() !== undefined);
  return shown() ?? [];
}

/** What names a row of each list. */
const names: readonly (readonly [list: ResourceId, of: readonly string[]])[] = [
  ['attention', ['kind', 'subject', 'region']],
  ['protection', ['arn', 'region']],
  ['copy-routes', ['toRegion', 'region', 'promised', 'arrived']],
  ['timeline', ['arn', 'region']],
  ['upcoming-runs', ['planName', 'name', 'at', 'region']],
  ['runs', ['planName', 'ruleName', 'at', 'state', 'done', 'usualMs', 'region']],
  ['coverage', ['kind', 'state', 'name', 'type', 'inventory', 'region']],
  ['storage', ['vaultName', 'resourceType', 'points', 'region']],
  ['actors', ['actor', 'name', 'count', 'region']],
  ['accounts', ['accountId', 'protected', 'failing', 'withoutBackup', 'region']],
];

test.each(sampled(names, 1))('%s: the same rows as on the screen, in the same order', async (list, members) => {
  const { unknown, out } = await get(list, '-o', 'jsonl', ...(list === 'attention' ? ['--grouped'] : []));
  expect(unknown).toEqual([]);
  const _resource = resources[list];
  const onScreen = (await rowsOnScreen(list)).map((row) =>
    members.map((name) => {
      if (name === 'region') return row.scope.region;
      const value = row[name] ?? row.rule?.[name];
      return name === 'at' ? new Date(value).toISOString() : value;
    }),
  );
  const written = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((row) => members.map((name) => row[name]));
  expect(written.length).toBeGreaterThan(0);
  expect(written).toEqual(onScreen);
});

const filters = [
  ['protection', 'type:EBS'],
  ['protection', '!ebs region:eu'],
] as const;

test.each(sampled(filters, 1, 2))(
  '%s filtered by %s: the same rows as on the screen, in the same order',
  async (list, filter) => {
    const onScreen = (await rowsOnScreen(list, filter)).map((row) => [row.subject ?? row.arn, row.scope.region]);
    const { out } = await get(list, '-o', 'jsonl', '--filter', filter);
    const written = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(written.map((row) => [row.subject ?? row.arn, row.region])).toEqual(onScreen);
  },
);

test('attention by itself is what findings are but for muted ones, and what its groups count', async () => {
  const rowsOf = async (...words: string[]): Promise<{ id: string; count?: number; members?: unknown[] }[]> => {
    const { out } = await get(...words, '-o', 'jsonl');
    return out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const [single, findings, groups] = [
    await rowsOf('attention'),
    await rowsOf('findings'),
    await rowsOf('attention', '--grouped'),
  ];
  expect(single.map(({ id }) => id)).toEqual(findings.map(({ id }) => id));
  expect(groups.reduce((sum, { members }) => sum + (members?.length ?? 1), 0)).toBe(findings.length);
});

test('a filter, an order and a limit narrow them as any list', async () => {
  const { out } = await get('protection', '-f', 'EBS', '--sort', 'name', '--limit', '2', '-o', 'csv');
  const lines = out.trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(1)) expect(line).toContain(',EBS,');
});

test('what is not answered is told', async () => {
  dashboard.emulator.setFaults([parseFault('eu-west-1/backup/ListRecoveryPointsByBackupVault=deny')]);
  const { unknown, out } = await get('protection', '-o', 'jsonl');
  expect(unknown.join('\n')).toMatch(/recovery-points: access denied in .*eu-west-1/);
  expect(out).toContain(`"region":"${firstRegion}"`);
});
