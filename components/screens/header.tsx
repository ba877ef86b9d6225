// The two lines at the top: identity and cost, then the state of each Region.

import { Box } from 'ink';
import { useCallback } from 'react';
import type { Glyphs } from '../../config/themes/glyphs.ts';
import { isAttentionPartial } from '../../src/app/attention/attention-reads.ts';
import type { Data, FeedState } from '../../src/app/state/data.ts';
import { listRequestsOf, overviewRequests } from '../../src/app/state/lists/watching.ts';
import { accountName, collectedText, organizationText, watchedText } from '../../src/app/state/places.ts';
import { type RegionState, regionState } from '../../src/app/state/region-state.ts';
import { endingSignIn } from '../../src/app/state/sign-ins.ts';
import { currentScreen, type Screen, type State } from '../../src/app/state/state.ts';
import { isExtract } from '../../src/app/state/time/as-of.ts';
import { pastText } from '../../src/app/state/time/past-time.ts';
import { zoneOf } from '../../src/app/state/time/zone.ts';
import { actorWords } from '../../src/domain/audits/event-words.ts';
import { zoneLabel } from '../../src/domain/time-zones.ts';
import { minuteMs } from '../../src/lib/duration.ts';
import { formatSteppedAge } from '../../src/lib/text/stepped-age.ts';
import { nextStepText } from '../panels/troubles.ts';
import { fitPieces, Line, type Piece, samePieces, spread, widthOf } from '../primitives/line.tsx';
import { useLive } from '../primitives/live.ts';
import { useAppearance } from '../primitives/look.tsx';

export function Header({ state }: { readonly state: State }) {
  const { glyphs } = useAppearance();
  const { size, paused } = state;
  const { columns } = size;
  const screen = currentScreen(state);
  const [who, where] = useLive(
    useCallback(
      (data: Data) => {
        const facts = { regions: regionStates(screen, data), data, paused, glyphs };
        return [whoPieces(facts, columns), withCounts(facts, columns)] as const;
      },
      [screen, paused, columns, glyphs],
    ),
    sameLines,
  );
  return (
    <Box flexDirection="column" height={2}>
      <Line pieces={who} />
      <Line pieces={where} />
    </Box>
  );
}

type Lines = readonly [who: readonly Piece[], where: readonly Piece[]];

const sameLines = (one: Lines, other: Lines): boolean => samePieces(one[0], other[0]) && samePieces(one[1], other[1]);

interface HeaderFacts {
  readonly regions: readonly RegionState[];
  readonly data: Data;
  readonly paused: boolean;
  readonly glyphs: Glyphs;
}

function whoPieces(facts: HeaderFacts, width: number): Piece[] {
  const { data, paused } = facts;
  const otherPieces = others(data);
  const whole = [...badge(data), ...identity(data), ...otherPieces];
  const brief = figures(facts, true);
  const choices: readonly (readonly [left: readonly Piece[], right: readonly Piece[]])[] = [
    [whole, figures(facts)],
    [whole, brief],
    // The account says more than the session.
    ...(otherPieces.length > 0 ? ([[[...badge(data), ...accountOf(data), ...otherPieces], brief]] as const) : []),
    // A person's next step comes before the identity, and before the cost.
    ...(isInTrouble(data) ? ([[[...badge(data), ...otherPieces], brief]] as const) : []),
    ...(isInTrouble(data) ? ([[[...badge(data), ...otherPieces], pausePieces(paused)]] as const) : []),
  ];
  const fitting = choices.find(([left, right]) => widthOf(left) + widthOf(right) < width);
  const [left, right] = fitting ?? choices.at(-1) ?? [whole, brief];
  const pieces = spread(left, right, width);
  if (data.past) return pieces.map(ofPast);
  return data.writeUntil === undefined ? pieces : pieces.map(warning);
}

/** The state of a Region follows from the requests of the screen and of the overview behind it. */
function regionStates(screen: Screen, data: Data): RegionState[] {
  const shown = screen.kind === 'overview' ? [] : listRequestsOf(screen, data);
  const watched = overviewRequests(data);
  return data.regions.map((region) => regionState(region, [...shown, ...watched], data));
}

/** While changes are allowed for a time the whole line says so. */
const warning = ({ tone, ...piece }: Piece): Piece => ({
  ...piece,
  tone: tone === undefined || tone === 'muted' || tone === 'accent' ? 'bad' : tone,
});

/** While a past time is on screen the whole line says so. */
const ofPast = ({ tone, ...piece }: Piece): Piece => ({
  ...piece,
  tone: tone === undefined || tone === 'muted' || tone === 'accent' ? 'warn' : tone,
});

/** 'AS OF 27 Nov 05:40 UTC'. */
function pastPieces(data: Data): Piece[] {
  const { past } = data;
  if (!past) return [];
  return [{ text: `AS OF ${pastText(past.asOf, zoneOf(data), past.present)}`, inverse: true }, { text: ' ' }];
}

/** The name of a context that has a color in the config file. */
function contextName({ context, settings }: Data): Piece[] {
  const color = context === undefined ? undefined : settings?.contextColors?.get(context);
  return color === undefined ? [] : [{ text: context ?? '', color, inverse: true }, { text: ' ' }];
}

/** ' 29m': minutes, and seconds in the last one. */
function timeLeft({ writeUntil, localNow }: Data): string {
  if (writeUntil === undefined) return '';
  return ` ${countdown(Math.max(0, writeUntil - localNow))}`;
}

const countdown = (ms: number): string =>
  ms < minuteMs ? `${Math.ceil(ms / 1_000)}s` : `${Math.ceil(ms / minuteMs)}m`;

function badge(data: Data): Piece[] {
  const { origin, acting } = data;
  return [
    { text: 'vaultop ', tone: 'accent' },
    ...pastPieces(data),
    ...(origin ? [{ text: `${origin.toUpperCase()} `, tone: 'warn' } as Piece] : []),
    ...(acting.dryRun ? [{ text: 'DRY RUN ', tone: 'warn' } as Piece] : []),
    ...contextName(data),
    ...(mayWrite(data) && !acting.dryRun ? [{ text: `WRITE${timeLeft(data)} `, tone: 'bad' } as Piece] : []),
  ];
}

/** Whether some scope has write access. All scopes of a connection have the same. */
function mayWrite({ scopes, acting }: Data): boolean {
  const byConnection = new Map(scopes.map((scope) => [scope.connection, scope]));
  return [...byConnection.values()].some((scope) => acting.reach(scope)?.write);
}

function identity(data: Data): Piece[] {
  const { identity: known, identityProblem, scopes, accounts } = data;
  if (known) {
    const account = accountName(known.accountId, accounts);
    return [{ text: shortIdentity(known.arn) }, { text: ` ${account}`, tone: 'muted' }];
  }
  if (!identityProblem) return [{ text: scopes.length === 0 ? openingText(data) : '', tone: 'busy' }];
  return [{ text: `${identityProblem.message} ${nextStepText(identityProblem)}`, tone: 'warn' }];
}

/** Nothing is requested for an extract. */
const openingText = (data: Data): string => (isExtract(data) ? 'opening the extract' : 'asking AWS for the identity');

const accountOf = ({ identity: known, accounts }: Data): Piece[] =>
  known ? [{ text: accountName(known.accountId, accounts) }] : [];

const isInTrouble = (data: Data): boolean =>
  data.identity !== undefined && (data.connections.some(({ problem }) => problem) || endingSignIn(data) !== undefined);

/** Besides the first connection: an expired sign-in and its next step, or the number of accounts. */
function others(data: Data): Piece[] {
  if (!data.identity) return [];
  const ended = data.connections.filter(({ problem }) => problem);
  const [first] = ended;
  if (first?.problem) {
    // The next step contains the name of the profile already.
    const isNamed = data.connections.length === 1 || first.problem.nextStep.includes('--profile');
    const many = isNamed ? '' : `${first.label}: `;
    const more = ended.length > 1 ? ` (and ${ended.length - 1} more)` : '';
    return [{ text: ` ${many}${first.problem.message} ${nextStepText(first.problem)}${more}`, tone: 'warn' }];
  }
  return [...endingPieces(data), ...elsewhere(data)];
}

/** The sign-in that ends soon, counted down. */
function endingPieces(data: Data): Piece[] {
  const ending = endingSignIn(data);
  if (!ending) return [];
  const { connection, leftMs } = ending;
  const many = data.connections.length > 1 ? `${connection.label}: ` : '';
  const step = connection.login ? ' :login' : '';
  return [{ text: ` ${many}sign-in ends in ${countdown(leftMs)}${step}`, tone: 'warn' }];
}

/** The accounts besides that of the identity. */
function elsewhere(data: Data): Piece[] {
  const only = watchedText(data);
  if (only !== undefined) return [{ text: ` ${only}`, tone: 'accent' }];
  const text = organizationText(data);
  if (text !== undefined) return [{ text: ` ${text}`, tone: data.organization?.problem ? 'warn' : 'muted' }];
  const accounts = new Set(data.scopes.map(({ accountId }) => accountId)).size;
  const collectors = collectedText(data);
  return [
    ...(accounts > 1 ? [{ text: ` ${accounts} accounts`, tone: 'muted' as const }] : []),
    ...(collectors === undefined ? [] : [{ text: ` ${collectors}`, tone: 'warn' as const }]),
  ];
}

/**
 * `role/session` of an assumed role, with the person first if IAM Identity Center made the role; else the name of the
 * user.
 */
export function shortIdentity(arn: string): string {
  const path = arn.split(':').slice(5).join(':');
  const [kind = '', ...rest] = path.split('/');
  const session = rest.join('/');
  if (kind === 'assumed-role') return session.startsWith('AWSReservedSSO_') ? actorWords(session) : session;
  return rest.at(-1) ?? path;
}

/** `brief`: used if the identity needs the space. */
function figures({ regions, data, paused, glyphs }: HeaderFacts, brief = false): Piece[] {
  const { callsPerMinute, cloudWatch, dollarsPerDay } = data;
  const loaded = regions.map(({ loadedAt }) => loadedAt).filter((at) => at !== undefined);
  const cost = cloudWatch && dollarsPerDay !== undefined ? dollars(dollarsPerDay) : undefined;
  const zone = zoneOf(data);
  const texts = [
    loaded.length > 0
      ? `${formatSteppedAge(Math.min(...loaded), data.now)} old`
      : data.past
        ? 'not known'
        : 'no data yet',
    ...(isExtract(data) ? [] : [brief ? `${callsPerMinute}/min` : `${callsPerMinute} calls/min`]),
    ...(zone === 'UTC' ? [] : [zoneLabel(zone)]),
    ...(cost === undefined ? [] : [brief ? `${cost}/d` : `CloudWatch ${cost}/day`]),
    ...(data.feed && !data.feed.problem && !data.feed.missed ? [brief ? 'feed' : feedText(data.feed, data.now)] : []),
  ];
  const feedTrouble = data.feed?.problem ? ' feed failing' : data.feed?.missed ? ' feed misses events' : undefined;
  const feed: Piece[] = feedTrouble ? [{ text: feedTrouble, tone: 'warn' }] : [];
  return [{ text: texts.join(` ${glyphs.dot} `), tone: 'muted' }, ...feed, ...pausePieces(paused)];
}

const pausePieces = (paused: boolean): Piece[] => (paused ? [{ text: ' PAUSED', tone: 'warn' }] : []);

const feedText = ({ newestAt }: FeedState, now: number): string =>
  newestAt === undefined ? 'feed quiet' : `feed ${formatSteppedAge(newestAt, now)}`;

const dollars = (amount: number): string => `$${amount < 10 ? amount.toFixed(2) : Math.round(amount)}`;

/** The Regions, and on the right the attention counts, with the worst last, at the end of the line. */
function withCounts(facts: HeaderFacts, width: number): Piece[] {
  const { data, glyphs } = facts;
  const { marks } = glyphs;
  const { critical, warning } = data.attention.counts(data);
  const counts: Piece[] = [
    ...(isAttentionPartial(data) ? [{ text: ' ?', tone: 'warn' as const }] : []),
    ...(warning > 0 ? [{ text: ` ${marks.warn}${warning}`, tone: 'warn' as const }] : []),
    ...(critical > 0 ? [{ text: ` ${marks.bad}${critical}`, tone: 'bad' as const }] : []),
  ];
  return spread(regionPieces(facts, width - widthOf(counts)), counts, width);
}

const severity: Readonly<Record<RegionState['condition'], number>> = {
  failing: 0,
  slow: 1,
  stale: 2,
  loading: 3,
  fresh: 4,
};

/** As many Regions as fit; if not all do, failing ones come first and the number of the rest is shown. */
function regionPieces({ regions, data, glyphs }: HeaderFacts, width: number): Piece[] {
  const shown = (list: readonly RegionState[]) => list.map((region) => regionPiece(region, data.now, glyphs.marks));
  const all = shown(regions).flat();
  if (widthOf(all) <= width) return all;
  const sorted = regions.toSorted((a, b) => severity[a.condition] - severity[b.condition]);
  for (let count = sorted.length - 1; count > 0; count -= 1) {
    const pieces = shown(sorted.slice(0, count)).flat();
    const rest = restOf(sorted.slice(count));
    if (widthOf(pieces) + widthOf([rest]) <= width) return [...pieces, rest];
  }
  return fitPieces(shown(sorted).flat(), width);
}

/** The Regions after an age stay where they are while it grows from 5 s to 10 s. */
const steadyAgeWidth = 3;

function regionPiece({ region, text, tone, loadedAt }: RegionState, now: number, marks: Glyphs['marks']): Piece[] {
  const age = loadedAt === undefined ? '' : ` ${formatSteppedAge(loadedAt, now).padEnd(steadyAgeWidth)}`;
  const word = text === '' ? [] : [{ text: ` ${text}`, tone }];
  return [{ text: marks[tone], tone }, { text: ` ${region}` }, ...word, { text: `${age}  `, tone: 'muted' }];
}

function restOf(regions: readonly RegionState[]): Piece {
  const fine = regions.filter(({ condition }) => condition === 'fresh').length;
  const troubled = regions.length - fine;
  if (troubled === 0) return { text: `+${fine} ok`, tone: 'muted' };
  return { text: fine > 0 ? `+${troubled} not, +${fine} ok` : `+${troubled} not ok`, tone: 'warn' };
}
