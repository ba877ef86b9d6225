// What commands write and what the screen shows are the same: with objectives by location over two Regions, and of the
// accounts of an organization.
import { expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { judge } from '../../src/cli/check/judge.ts';
import { formatReport } from '../../src/cli/check/report.ts';
import { evaluateResponses } from '../../src/cli/evaluation/evaluate-responses.ts';
import { requestLists } from '../../src/cli/evaluation/request-lists.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { writeDerived } from '../../src/cli/get/derived/derived.ts';
import type { AccountSummary } from '../../src/domain/attention/lists/account-summary.ts';
import { type AttentionSettings, noSettings } from '../../src/domain/attention/settings.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { lookAtList, lookAtScreen, type Place } from '../support/looks.ts';
import { caseCount, isProving } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const day = 86_400_000;
const twoRegions = [isProving ? 'us-east-1' : 'ap-southeast-2', 'eu-west-1'];
/** Not on the minute at which schedules run. */
const times = ['2026-01-15T12:07:30Z', '2026-03-01T05:32:30Z', '2028-02-29T23:57:30Z'].map((at) => Date.parse(at));

const attention: AttentionSettings = {
  objectives: [
    { everyMs: 20 * (day / 24), type: 'RDS' },
    { everyMs: 2 * day, in: 'other-region' },
    { everyMs: 7 * day, in: 'locked' },
    { everyMs: 7 * day, in: 'other-account', type: 'EBS' },
    { everyMs: 2 * day, in: 'eu-west-1' },
  ],
  mutes: [],
};

interface World {
  readonly settings: AttentionSettings;
  get(words: string): Promise<Record<string, unknown>[]>;
  check(): Promise<Record<string, unknown>[]>;
}

/** The same time for each run, and a store of its own: as two programs without a store on disk. */
function commandsIn({ emulator, regions, at, organization = false, attention: settings = noSettings }: Place): World {
  const connection = {
    id: 'base',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clock = { ...systemClock, now: () => at };
  const place = { connections: [connection], regions, organization };
  const withAws = async <Result>(run: (aws: ReturnType<typeof createAws>) => Promise<Result>): Promise<Result> => {
    const aws = createAws({ connections: [connection], clock: systemClock, rates: 'unlimited', env: {} });
    try {
      return await run(aws);
    } finally {
      aws.close();
    }
  };
  return {
    settings,
    get: (words) =>
      withAws(async (aws) => {
        const out: string[] = [];
        const unknown = await writeDerived({
          args: readGetArguments([...words.split(' '), '-o', 'jsonl']),
          clock,
          attention: settings,
          width: undefined,
          store: openMemoryStore(() => at),
          world: { aws, place },
          pipe: { write: async (text) => void out.push(text) },
        });
        if (!organization) expect(unknown).toEqual([]);
        return linesOf(out.join(''));
      }),
    check: () =>
      withAws(async (aws) => {
        const store = openMemoryStore(() => at);
        const requested = await requestLists({ world: { aws, place }, clock, without: [], timeoutMs: 120_000, store });
        const evaluated = await evaluateResponses(requested, { store, settings });
        const report = judge(requested, { from: 'notice', without: [], evaluated });
        return JSON.parse(formatReport(report, 'json')).findings;
      }),
  };
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The name of a line, and its severity. */
const named = ({ kind, subject, severity, count = 1 }: Record<string, unknown>): string =>
  JSON.stringify([kind, subject, severity, count]);

test.each(times.slice(0, caseCount(1, 3)))('objectives by location at %i', async (at) => {
  const emulator = await startEmulator({ now: at });
  try {
    const place: Place = { emulator, regions: twoRegions, at, attention };
    const commands = commandsIn(place);
    const { list, panel } = await lookAtScreen(place);
    const onScreen = list.map((line) => named({ ...line })).toSorted();
    expect(panel.map((line) => named({ ...line })).toSorted()).toEqual(onScreen);
    expect((await commands.check()).map(named).toSorted()).toEqual(onScreen);
    expect((await commands.get('attention --grouped')).map(named).toSorted()).toEqual(onScreen);
    // Several locations are missed, and by more than a resource.
    const missed = (await commands.get('findings')).filter(({ text }) =>
      / in (another|a locked|eu-west-1)/.test(`${text}`),
    );
    expect(missed.length).toBeGreaterThan(3);
    const shown = (await lookAtList(place, 'protection')).map((row) => agesOf(row as Aged));
    expect((await commands.get('protection')).map((row) => agesOf(row as unknown as Aged))).toEqual(shown);
  } finally {
    await emulator.close();
  }
});

interface Aged {
  readonly arn: string;
  readonly locations: readonly (Record<string, unknown> & { readonly newestAt?: number | string })[];
}

/** Commands write times as ISO 8601. */
const agesOf = ({ arn, locations }: Aged) => ({
  arn,
  locations: locations.map(({ newestAt, ...age }) => ({
    ...age,
    newestAt: newestAt === undefined ? undefined : new Date(newestAt).toISOString(),
  })),
});

test.each(times.slice(0, caseCount(0, 1)))('the accounts of an organization at %i', async (at) => {
  const emulator = await startEmulator({ estate: 'medium', now: at });
  try {
    const place: Place = { emulator, regions: ['us-east-1'], at, organization: true };
    const figures = (row: AccountSummary) => ({
      accountId: row.accountId,
      name: row.name,
      protected: row.protected,
      failing: row.failing,
      withoutBackup: row.withoutBackup,
      throughOrganization: row.throughOrganization,
      unread: row.unread.length,
      completed: row.last24Hours?.completed,
    });
    const onScreen = (await lookAtList(place, 'accounts')).map((row) => figures(row as AccountSummary));
    const written = (await commandsIn(place).get('accounts')).map((row) => figures(row as unknown as AccountSummary));
    expect(written).toEqual(onScreen);
    expect(written.filter(({ throughOrganization }) => throughOrganization)).toHaveLength(4);
  } finally {
    await emulator.close();
  }
});
