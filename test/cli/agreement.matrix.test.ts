// Two ways to the same result agree: the live screen, `--once`, `--once --json` and `check`; Regions one by one and
// together; every quirk of the embedded AWS on and off.
import { expect, test } from 'vitest';
import type { FindingSummary } from '../../src/app/overview/summary-shape.ts';
import type { EstateSize } from '../../src/emulator/estate/organization.ts';
import { allQuirks, type Quirk } from '../../src/emulator/quirks.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { lookAtScreen, lookByCheck, lookOnce, type Place } from '../support/looks.ts';
import { caseCount, sampled, seededRandom } from '../support/matrix.ts';

const allRegions = ['ap-southeast-2', 'eu-west-1', 'us-east-1'];
/** A whole proof looks at all of them, the suite at one or two. */
const regions = allRegions.slice(0, caseCount(1, 3));
const several = allRegions.slice(0, caseCount(2, 3));

interface Case {
  readonly estate: EstateSize;
  readonly organization: boolean;
  /** Epoch ms. */
  readonly at: number;
  readonly quirks: readonly Quirk[];
}

const random = seededRandom(11);
const someQuirks = () => allQuirks.filter(() => random() < 0.5);
/**
 * Any five minutes of a year with a leap day and the ends of summer time. Not the minute at which schedules run: a live
 * screen reads some seconds later than a command, and findings begin, rise and end in between.
 */
const someTime = () => Date.UTC(2028, 0, 1) + Math.floor(random() * 366 * 288) * 300_000 + 150_000;
const small: readonly Case[] = Array.from({ length: 40 }, () => ({
  ...({
    estate: 'small',
    organization: false,
    at: someTime(),
    quirks: someQuirks(),
  } as const),
}));
const organizations: readonly Case[] = Array.from({ length: 6 }, () => ({
  ...({
    estate: 'medium',
    organization: true,
    at: someTime(),
    quirks: someQuirks(),
  } as const),
}));
const titled = (one: Case): [string, Case] => [
  `${one.estate} ${new Date(one.at).toISOString()} ${one.quirks.join(' ')}`,
  one,
];

/** One line for each finding, in one order. `but`: without what may differ. */
const lines = (findings: readonly FindingSummary[], ...but: (keyof FindingSummary)[]): string[] =>
  findings
    .map((finding) =>
      JSON.stringify(Object.fromEntries(Object.entries(finding).filter(([name]) => !but.includes(name as never)))),
    )
    .toSorted();

async function withEstate<Seen>({ estate, at, quirks, organization }: Case, look: (place: Place) => Promise<Seen>) {
  const emulator = await startEmulator({ estate, now: at, quirks });
  try {
    return await look({ emulator, regions, at, organization });
  } finally {
    await emulator.close();
  }
}

test.each([...sampled(small, 1), ...sampled(organizations, 0)].map(titled))('each way to look: %s', async (_, one) => {
  await withEstate(one, async (place) => {
    const [checked, once, screen] = [await lookByCheck(place), await lookOnce(place), await lookAtScreen(place)];
    const expected = lines(checked);
    expect(expected.length).toBeGreaterThan(0);
    expect(lines(once.summary.findings)).toEqual(expected);
    expect(once.summary).toMatchObject({
      unanswered: [],
      counts: { findings: checked.length },
    });
    expect(once.text).toContain(`Attention: ${checked.length}\n`);
    // A live screen shows ages in seconds.
    const ageless = lines(checked, 'text');
    expect(lines(screen.panel, 'text')).toEqual(ageless);
    expect(lines(screen.list, 'text')).toEqual(ageless);
    const count = (severity: string) => checked.filter((finding) => finding.severity === severity).length;
    expect(screen.counts).toEqual({
      critical: count('critical'),
      warning: count('warning'),
      notice: count('notice'),
      muted: 0,
      acknowledged: 0,
      isPartial: false,
    });
  });
});

test.each(sampled(small, 1, 2).map(titled))('Regions one by one and together: %s', async (_, one) => {
  await withEstate(one, async (place) => {
    const apart = [];
    for (const region of several) apart.push(...(await lookByCheck({ ...place, regions: [region] })));
    expect(lines(apart)).toEqual(lines(await lookByCheck({ ...place, regions: several })));
  });
});

// A job without its end says less about the usual duration of such jobs: which running job takes long may differ, and
// so may the text about its end.
const withoutEnds = (findings: readonly FindingSummary[]): string[] =>
  lines(
    findings.filter(({ kind }) => kind !== 'long-job' && kind !== 'stuck-job'),
    ...(['text', 'since'] as const),
  );

test.each(sampled(small, 1, 3).map(titled))('with quirks and without: %s', async (_, one) => {
  // A rule without an id is named by its plan and name, and so are findings about it.
  const ofOneName = one.quirks.filter((quirk) => quirk !== 'no-rule-id');
  const seen = (quirks: readonly Quirk[]) =>
    withEstate({ ...one, quirks }, async (place) => {
      const found = await lookByCheck(place);
      const compared = one.quirks.includes('null-completion') ? withoutEnds(found) : lines(found, 'text');
      return compared.map((line) => line.toLowerCase());
    });
  expect(await seen(ofOneName)).toEqual(await seen([]));
});
