// The rules against the same rules written a second time, finding by finding, over random estates of the embedded AWS.

import type { RecoveryPointCreator } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import type { Data } from '../../../src/app/state/data.ts';
import { createAws } from '../../../src/aws/aws.ts';
import { memoryKey } from '../../../src/domain/alerts/memory-key.ts';
import { evaluateScope } from '../../../src/domain/attention/evaluate-scope.ts';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { lineRowsOfAll } from '../../../src/domain/attention/findings/finding-groups.ts';
import { findingOf } from '../../../src/domain/attention/findings/finding-row.ts';
import { lineRows } from '../../../src/domain/attention/findings/line-row.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { placeKey, scopeKey } from '../../../src/domain/scope.ts';
import { attentionSources } from '../../../src/resources/derived/derived.ts';
import { resources } from '../../../src/resources/index.ts';
import type { RequestCalls, RequestContext } from '../../../src/resources/resource.ts';
import { dataOf } from '../../components/fixtures.ts';
import { type NaiveFinding, naiveFindings, naiveKinds } from '../../naive/naive-findings.ts';
import { type NaiveLine, naiveLines } from '../../naive/naive-groups.ts';
import { type Recorded, worldOf } from '../../naive/naive-world.ts';
import { type RandomEstate, randomEstate, region } from '../../naive/random-estate.ts';
import { caseCount, seededRandom } from '../../support/matrix.ts';
import { factsOfData } from '../../support/plain-facts.ts';
import { type HeldAnswer, heldReads } from '../../support/plain-rows.ts';

const day = 86_400_000;
const scope = { accountId: '123456789012', region, connection: '' };
const book = createScheduleBook();
const never = new AbortController().signal;

/** Month ends, both changes of clocks on three continents, a leap day, a year's end, and ordinary days. */
const ends = [
  '2026-09-01T06:30Z',
  '2026-11-01T06:30Z',
  '2026-05-01T05:20Z',
  '2026-02-28T23:40Z',
  '2027-01-01T00:20Z',
  '2026-03-29T02:00Z',
  '2026-10-25T01:20Z',
  '2026-03-08T08:00Z',
  '2026-11-01T06:10Z',
  '2026-04-04T16:40Z',
  '2026-10-03T17:00Z',
  '2028-02-29T05:20Z',
  '2028-03-01T04:00Z',
  '2026-06-17T11:05Z',
  '2026-08-31T05:05Z',
];

/** All requests once: the program's rows, and AWS's responses. */
async function look(estate: RandomEstate, isLost: IsLost) {
  const now = estate.now();
  const recorded: Recorded[] = [];
  let ticks = now;
  const aws = createAws({
    connections: [
      { id: '', endpointUrl: estate.emulator.url, credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' } },
    ],
    clock: { now: () => (ticks += 60_000), setTimeout: () => () => {} },
    env: {},
  });
  const calls: RequestCalls = {
    async call(service, operation, input) {
      const output = await aws.call(scope, { service, operation, input }, { signal: never });
      recorded.push({ operation, input, output });
      return output;
    },
    async *pages(service, operation, input) {
      for await (const page of aws.pages(scope, { service, operation, input }, { signal: never })) {
        const output = withoutLost(wholeLists(page), isLost);
        recorded.push({ operation, input, output });
        yield output;
      }
    },
  };
  const ask: RequestContext = { scope, params: {}, now, isWhole: () => true, ...calls, callsWith: () => calls };
  const snapshots = new Map<string, HeldAnswer>();
  for (const id of attentionSources) {
    const rows = new Map();
    if (id !== 'audits')
      for await (const page of resources[id].list(ask)) for (const row of page) rows.set(resources[id].key(row), row);
    snapshots.set(id, { rows, version: 1, loadedAt: now });
  }
  aws.close();
  const data: Data = {
    ...dataOf({ rows: {} }),
    now,
    scopes: [scope],
    regions: [region],
    ...heldReads(({ resource }) => snapshots.get(resource)),
  };
  const [facts] = factsOfData(data);
  if (!facts) throw new Error('There are no facts.');
  return {
    findings: evaluateScope(facts, { vaults: new Map(), settings: noSettings, now, book }).findings,
    world: worldOf(recorded, now, region),
  };
}

/** Whether AWS never made it: jobs of one rule of one resource since some day, as if it had been skipped. */
type IsLost = (row: { CreatedBy?: RecoveryPointCreator; ResourceArn?: string; CreationDate?: Date }) => boolean;

function lossesOf(seed: number, endAt: number): IsLost {
  const losses = new Map<string, number>();
  return ({ CreatedBy, ResourceArn, CreationDate }) => {
    if (!CreatedBy) return false;
    const key = `${ResourceArn} ${CreatedBy.BackupRuleId}`;
    const random = seededRandom(seed + [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7));
    const from = losses.get(key) ?? (random() < 0.2 ? endAt - random() ** 2 * 12 * day : Number.POSITIVE_INFINITY);
    losses.set(key, from);
    return (CreationDate?.getTime() ?? 0) > from;
  };
}

function withoutLost<Page>(page: Page, isLost: IsLost): Page {
  const kept = { ...page } as Record<string, unknown>;
  for (const name of ['BackupJobs', 'CopyJobs', 'RecoveryPoints']) {
    const rows = kept[name];
    if (Array.isArray(rows)) kept[name] = rows.filter((row) => !isLost(row));
  }
  return kept as Page;
}

/** Long lists come row by row and can be read once. */
const wholeLists = <Page>(page: Page): Page =>
  Object.fromEntries(
    Object.entries(page as object).map(([name, value]) => [name, isLongList(value) ? [...value] : value]),
  ) as Page;

const isLongList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

const isDated = ({ kind }: { readonly kind: string }) => !['selects-nothing', 'opted-out'].includes(kind);
const lineOf = ({ kind, severity, about, since }: NaiveFinding): string =>
  `${kind} ${severity} ${about}${since === undefined || !isDated({ kind }) ? '' : ` ${new Date(since).toISOString()}`}`;
const toNaive = ({ kind, severity, subject, resourceArn, since }: Finding): NaiveFinding => ({
  kind,
  severity,
  about: resourceArn ?? subject,
  // That of a notice is when the selection was made, and of a missing point when it was looked for.
  ...(severity === 'notice' ? {} : { since }),
});

/** As if each had been found in one of three accounts. */
const spread = (findings: readonly Finding[], random: () => number): Finding[] =>
  findings.map((finding) => {
    const own = { ...scope, accountId: String(111_111_111_110 + Math.floor(random() * 3)) };
    return { ...finding, scope: own, id: finding.id.replace(scopeKey(finding.scope), scopeKey(own)) };
  });

/** The lines of the program, each by its members. */
function linesOf(findings: readonly Finding[], now: number): NaiveLine[] {
  const ids = new Map(findings.map((finding) => [memoryKey(finding), finding.id]));
  const rows = [...Map.groupBy(findings, (finding) => placeKey(finding.scope))].flatMap(([, own]) =>
    lineRows(own, (own[0] as Finding).scope, { mutes: [], now }),
  );
  const lines = lineRowsOfAll(rows).map((row): NaiveLine => {
    const keys = row.group ? row.group.members.map(({ key }) => key) : [memoryKey(findingOf(row))];
    return { ids: keys.map((key) => ids.get(key) ?? '').toSorted(), severity: row.severity, since: row.since };
  });
  return sorted(lines);
}

const sorted = (lines: readonly NaiveLine[]): NaiveLine[] =>
  lines.toSorted((one, other) => (`${one.ids}` < `${other.ids}` ? -1 : 1));

const estates = caseCount(1, 200);
const looks = caseCount(1, 2);
const seen = new Map<string, number>();

test.each(Array.from({ length: estates }, (_, index) => index + 1))('random estate %i', async (seed) => {
  const endAt = Date.parse(ends[seed % ends.length] ?? '');
  const random = seededRandom(seed * 7_919);
  const estate = await randomEstate(seed, endAt);
  const isLost = lossesOf(seed, endAt);
  try {
    for (let index = 0; index < looks; index += 1) {
      if (index === looks - 1) await estate.pass(Math.max(0, endAt - estate.now()));
      else if (index > 0) await estate.pass(Math.floor(random() * day));
      const { findings, world } = await look(estate, isLost);
      const told = findings.filter(({ kind }) => naiveKinds.includes(kind)).map(toNaive);
      const expected = naiveFindings(world);
      for (const { kind, severity } of expected)
        seen.set(`${kind} ${severity}`, (seen.get(`${kind} ${severity}`) ?? 0) + 1);
      const when = `seed ${seed} at ${new Date(world.now).toISOString()}`;
      expect(told.map(lineOf).toSorted(), when).toEqual(expected.map(lineOf).toSorted());
      const judged = spread(
        findings.filter(({ kind }) => naiveKinds.includes(kind)),
        random,
      );
      expect(linesOf(judged, world.now), when).toEqual(sorted(naiveLines(judged)));
    }
  } finally {
    await estate.emulator.close();
  }
});

test('most kinds and severities have been seen', () => {
  if (caseCount(0, 1) === 0) return;
  process.stdout.write(
    `${[...seen]
      .map(([what, count]) => `${what}: ${count}`)
      .toSorted()
      .join('\n')}\n`,
  );
  expect(new Set([...seen.keys()].map((what) => what.split(' ')[0]))).toEqual(new Set(naiveKinds));
});
