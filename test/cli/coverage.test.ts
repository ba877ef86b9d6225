// Coverage on the screen, in `get` and in `check`: the same resources, and with fewer permissions the same unknown
// ones.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { judge } from '../../src/cli/check/judge.ts';
import { formatReport, stateOf } from '../../src/cli/check/report.ts';
import { evaluateResponses } from '../../src/cli/evaluation/evaluate-responses.ts';
import { requestLists } from '../../src/cli/evaluation/request-lists.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { writeDerived } from '../../src/cli/get/derived/derived.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import type { CoverageRow } from '../../src/domain/coverage/coverage-row.ts';
import { type CoverageCounts, coverageSentence, totalsOf } from '../../src/domain/coverage/coverage-totals.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type CoverageGroupRow, coverageGroupList } from '../../src/resources/derived/coverage-groups.ts';
import { attentionSources, coverageSources } from '../../src/resources/derived/derived.ts';
import { lookAtList } from '../support/looks.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const at = Date.parse('2026-01-15T12:07:30Z');
const regions = ['eu-west-1'];
const settings = { ...noSettings, coverage: true };
const planted = ['acme-eu-raw-uploads', 'eu-payments-db'];

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: at });
});
afterAll(() => emulator.close());

const setFaults = (...texts: string[]) => emulator.setFaults(texts.map(parseFault));

async function withWorld<Result>(run: (world: never) => Promise<Result>): Promise<Result> {
  const connection = {
    id: 'base',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const aws = createAws({ connections: [connection], clock: systemClock, rates: 'unlimited', env: {} });
  try {
    return await run({ aws, place: { connections: [connection], regions, organization: false } } as never);
  } finally {
    aws.close();
  }
}

const clock = { ...systemClock, now: () => at };

const written = (...words: string[]) =>
  withWorld(async (world) => {
    const out: string[] = [];
    await writeDerived({
      args: readGetArguments(['coverage', ...words]),
      clock,
      attention: noSettings,
      width: undefined,
      store: openMemoryStore(() => at),
      world,
      pipe: { write: async (text) => void out.push(text) },
    });
    return out.join('').trimEnd().split('\n');
  });

interface GotRow {
  readonly name: string;
  readonly state: string;
  readonly selections: readonly { readonly selectionId: string; readonly planId: string }[];
}

const got = async (...words: string[]) =>
  (await written('-o', 'jsonl', ...words)).map((line) => JSON.parse(line) as GotRow);

const checked = (coverage: boolean) =>
  withWorld(async (world) => {
    const store = openMemoryStore(() => at);
    const lists = coverage ? [...attentionSources, ...coverageSources] : attentionSources;
    const asked = await requestLists({ world, clock, lists, without: [], timeoutMs: 120_000, store });
    const evaluated = await evaluateResponses(asked, { store, settings: coverage ? settings : noSettings });
    return judge(asked, { from: 'notice', without: [], coverage, evaluated });
  });

/** With all rights; the same each time, for the clock of this AWS stands still. */
let whole: ReturnType<typeof checked> | undefined;
const wholeReport = () => {
  whole ??= checked(true);
  return whole;
};

const named = ({ name, state }: { readonly name: string; readonly state: string }) => `${name} ${state}`;

test('the screen, get and check agree', async () => {
  const rows = await got();
  const inNoPlan = rows.filter(({ state }) => state === 'in-no-plan').map(({ name }) => name);
  expect(inNoPlan.toSorted()).toEqual(planted);
  expect(rows.filter(({ state }) => state === 'not-known')).toEqual([]);
  const onScreen = (await lookAtList({ emulator, regions, at }, 'coverage')) as readonly CoverageRow[];
  expect(onScreen.map(named).toSorted()).toEqual(rows.map(named).toSorted());
  const report = await wholeReport();
  expect(report.unanswered).toEqual([]);
  expect(report.items.find(({ kind }) => kind === 'not-covered')?.text).toBe(
    `2 resources in no backup plan: ${planted.join(' and ')}`,
  );
  expect(JSON.parse(formatReport(report, 'json')).coverage).toMatchObject({ total: report.coverage?.total });
  const [sentence] = /\d+ of \d+ protected · 2 in no plan[^,\n]*/.exec(formatReport(report, 'text')) ?? [];
  const totals = await written('--totals', 'type');
  expect(totals.at(-1)).toMatch(/^all /);
  expect(totals.at(-1)?.endsWith(`  ${sentence}`)).toBe(true);
  expect(totals.find((line) => line.startsWith('RDS '))).toContain('1 in no plan');
});

test('the line of the overview, the table of groups and get --totals have the same numbers', async () => {
  const place = { emulator, regions, at };
  const lines = (await written('--totals', 'type')).map((line) => line.replace(/ {2,}/, ': '));
  // A screen may show the resources of one Region first.
  const onScreen = async () => {
    const counts = (await lookAtList(place, 'coverage-totals')) as readonly CoverageCounts[];
    const groups = (await lookAtList(place, 'coverage-groups')) as readonly CoverageGroupRow[];
    return [...groups.map(coverageGroupList.copyText as never), `all: ${coverageSentence(totalsOf(counts))}`];
  };
  await expect.poll(onScreen).toEqual(lines);
  const records = (await written('--totals', 'type', '-o', 'jsonl')).map((line) => JSON.parse(line));
  const ofRecords = records.map(({ group, total }) => `${group} ${total}`);
  expect(ofRecords).toEqual(lines.slice(0, -1).map((line) => line.replace(/^(.*): \d+ of (\d+) .*$/, '$1 $2')));
});

test('totals are sorted and limited like rows, and params narrow them', async () => {
  const names = (lines: readonly string[]) => lines.map((line) => line.split(/ {2,}/)[0]);
  const byTotal = await written('--totals', 'type', '--sort=-total', '--limit', '2');
  const all = (await written('--totals', 'type', '-o', 'jsonl')).map((line) => JSON.parse(line));
  const most = all.toSorted((one, other) => other.total - one.total).slice(0, 2);
  expect(byTotal).toHaveLength(3);
  expect(
    all
      .filter(({ group }) => names(byTotal).includes(group))
      .map(({ total }) => total)
      .toSorted(),
  ).toEqual(most.map(({ total }) => total).toSorted());
  expect(names(await written('--totals', 'type', '--state', 'in-no-plan'))).toEqual(['RDS', 'S3', 'all']);
  expect(() => readGetArguments(['coverage', '--totals', 'type', '--sort', 'newest'])).toThrow(/have no column/);
});

test('with coverage, recovery points are listed as often as without', async () => {
  const pagesOf = async (coverage: boolean) => {
    const before = emulator.calls.length;
    await checked(coverage);
    const made = emulator.calls.slice(before).map(({ operation }) => operation);
    return made.filter((operation) => operation === 'ListRecoveryPointsByBackupVault').length;
  };
  expect(await pagesOf(false)).toBeGreaterThan(0);
  expect(await pagesOf(true)).toBe(await pagesOf(false));
});

test('without being asked for it check calls no inventory, and says so', async () => {
  const before = emulator.calls.length;
  const report = await checked(false);
  expect(formatReport(report, 'text')).toContain('coverage not evaluated');
  for (const judged of ['not-covered', 'key-gone']) expect(report.items.map(({ kind }) => kind)).not.toContain(judged);
  const services = new Set(emulator.calls.slice(before).map(({ operation }) => operation));
  for (const operation of ['ListIndexes', 'GetResources', 'DescribeInstances', 'DescribeKey']) {
    expect(services.has(operation)).toBe(false);
  }
});

test('without Resource Explorer, then without tags: what is not known is unknown, never OK', async () => {
  setFaults('resource-explorer-2=deny');
  const tagged = await checked(true);
  expect(tagged.unanswered.join()).toMatch(/coverage in .*eu-west-1: .*only resources that have or had tags/i);
  setFaults('resource-explorer-2=deny', 'tagging=deny');
  const backup = await checked(true);
  expect(backup.unanswered.join()).toMatch(/coverage in .*eu-west-1: .*AWS Backup/);
  expect(stateOf({ ...backup, items: [] })).toBe(3);
  const rows = await got();
  expect(rows.some(({ state }) => state === 'in-no-plan')).toBe(false);
  expect(rows.find(({ name }) => name === 'eu-west-1')?.state).toBe('not-known');
  setFaults();
});

test('a key that is gone is critical, and a denied one is unknown', async () => {
  const report = await wholeReport();
  const gone = report.items.find(({ kind }) => kind === 'key-gone');
  expect(gone).toMatchObject({ severity: 'critical' });
  expect(gone?.text).toMatch(
    /^\d+ recovery points in eu-evidence cannot be restored: KMS key .* is scheduled for deletion on /,
  );
  setFaults('kms/DescribeKey=deny');
  const denied = await checked(true);
  expect(denied.items.some(({ kind }) => kind === 'key-gone')).toBe(false);
  expect(denied.unanswered).toEqual([expect.stringMatching(/KMS keys in .*eu-west-1: .*kms:DescribeKey is denied/)]);
  expect(stateOf({ ...denied, items: [] })).toBe(3);
  setFaults();
});

test('totals of another list, or by something else, are refused in one sentence', () => {
  expect(() => readGetArguments(['vaults', '--totals', 'type'])).toThrow('--totals works only with coverage');
  expect(() => readGetArguments(['coverage', '--totals', 'tag:'])).toThrow(
    '--totals takes type, account, region, state or tag:KEY, not "tag:".',
  );
});

test('get takes the flags that the drill-downs of the screen have', async () => {
  const all = await got();
  const gaps = await got('--state', 'in-no-plan');
  expect(gaps.map(({ name }) => name).toSorted()).toEqual(planted);
  const { selectionId, planId } = all.find(({ name }) => name === 'eu-consents')?.selections[0] ?? {};
  const holding = (member: 'selectionId' | 'planId', id = '') =>
    all.filter(({ selections }) => selections.some((one) => one[member] === id)).map(({ name }) => name);
  const taken = await got('--selection-id', selectionId ?? '');
  expect(taken.map(({ name }) => name)).toEqual(holding('selectionId', selectionId));
  expect(taken.length).toBeGreaterThan(3);
  expect(taken.length).toBeLessThan(all.length);
  expect((await got('--plan-id', planId ?? '')).map(({ name }) => name)).toEqual(holding('planId', planId));
});
