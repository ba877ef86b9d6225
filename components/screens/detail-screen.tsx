// The detail of a row: its sections, or its document.
import { Box } from 'ink';
import { keyName } from '../../src/app/command-line/help-lines.ts';
import { keysOf } from '../../src/app/command-line/key-commands.ts';
import { documentRequest } from '../../src/app/detail/detail-row.ts';
import { contentHeight, searchMatches } from '../../src/app/detail/detail-search.ts';
import { tabs, tabText } from '../../src/app/detail/detail-tabs.ts';
import { type DetailView, detailView } from '../../src/app/detail/detail-view.ts';
import { bodyHeight, detailPageSize, detailWidth } from '../../src/app/layout.ts';
import type { Data } from '../../src/app/state/data.ts';
import { listRequests } from '../../src/app/state/lists/list-requests.ts';
import { wayFromMissing } from '../../src/app/state/lists/missing.ts';
import { isSettled, loadingText } from '../../src/app/state/lists/settled.ts';
import type { DetailScreen as DetailScreenState } from '../../src/app/state/state.ts';
import { pastText } from '../../src/app/state/time/past-time.ts';
import { zoneOf } from '../../src/app/state/time/zone.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { troubles } from '../panels/troubles.ts';
import { Gutter } from '../primitives/gutter.tsx';
import type { Piece } from '../primitives/line.tsx';
import { ListStatus } from '../primitives/list-status.tsx';
import { useLive } from '../primitives/live.ts';
import { Section } from '../primitives/section.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { DocumentTab } from './document-tab.tsx';
import { screenNames } from './screen-names.ts';

/** The fields of a detail contain ages of many kinds. */
const wholeData = (data: Data): Data => data;

export function DetailScreen({ screen, view }: { readonly screen: DetailScreenState; readonly view: View }) {
  const { state } = view;
  const data = useLive(wholeData, Object.is);
  const sectionWidth = detailWidth(state.size);
  const shown = detailView(screen, data, sectionWidth);
  const { columns: width } = state.size;
  const height = detailPageSize(state.size);
  const document = screen.tab === 'document';
  const search = screen.search.text;
  const matches = searchMatches(screen, shown, data.now);
  const request = documentRequest(screen, data);
  const requests = [...listRequests(screen, data), ...(request ? [request] : [])];
  const found = troubles(requests, data);
  const loading = isSettled(requests, data) ? undefined : loadingText(requests, data);
  const isEmpty = document ? shown.lines.length === 0 : shown.sections.length === 0;
  const room = height - (isEmpty ? 0 : Math.min(height, found.length * 2));
  return (
    <Box flexDirection="column" width={width} height={bodyHeight(state.size)}>
      <Breadcrumbs
        crumbs={screenNames(state, data)}
        right={[
          ...foundPieces(screen, matches.length, isEmpty),
          ...goneness(shown),
          ...learned(shown, data),
          ...belowPieces(linesIn(screen, shown) - screen.top - room),
          ...tabPieces(screen),
        ]}
        width={width}
      />
      {isEmpty ? null : (
        <Box height={room} width={width}>
          <Gutter matches={matches} match={screen.match} top={screen.top} height={room} />
          {document ? (
            <DocumentTab lines={shown.lines} top={screen.top} height={room} search={search} />
          ) : (
            <Sections view={shown} top={screen.top} height={room} width={sectionWidth} now={data.now} />
          )}
        </Box>
      )}
      <ListStatus
        troubles={found}
        width={width}
        height={height - (isEmpty ? 0 : room)}
        {...(isEmpty ? emptiness(found.length > 0, loading, wayOn(screen, data)) : {})}
      />
    </Box>
  );
}

interface SectionsProps {
  readonly view: DetailView;
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly now: number;
}

function Sections({ view, top, height, width, now }: SectionsProps) {
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden" contentOffsetY={top}>
      {view.sections.map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections have no identity but their place
        <Section key={index} section={section} width={width} now={now} />
      ))}
    </Box>
  );
}

const tabPieces = ({ tab: current }: DetailScreenState): Piece[] =>
  tabs.map((tab) => ({ text: tabText(tab, current), tone: tab === current ? 'accent' : 'muted' }));

/** A section ends with an empty line, which nobody has to scroll to. */
const linesIn = (screen: DetailScreenState, view: DetailView): number =>
  contentHeight(screen, view) - (screen.tab === 'document' ? 0 : 1);

/** Without it the end of the screen looks like the end of the detail. */
const belowPieces = (rest: number): Piece[] => (rest > 0 ? [{ text: `${rest} more below  `, tone: 'muted' }] : []);

const goneness = ({ found }: DetailView): Piece[] =>
  found?.gone ? [{ text: 'no longer listed  ', tone: 'warn' }] : [];

/** The program saw the row after the time on screen. */
function learned({ found }: DetailView, data: Data): Piece[] {
  const at: number | undefined = data.past ? found?.row.learnedAt : undefined;
  return at === undefined
    ? []
    : [{ text: `~ seen later, ${pastText(at, zoneOf(data), data.past?.present ?? at)}  `, tone: 'warn' }];
}

/** `isEmpty`: nothing is there yet that could match. */
function foundPieces({ search, match }: DetailScreenState, count: number, isEmpty: boolean): Piece[] {
  if (search.text === '' || isEmpty) return [];
  if (count === 0) return [{ text: 'no match  ', tone: 'warn' }];
  return [{ text: `match ${Math.min(Math.max(0, match), count - 1) + 1}/${count}  `, tone: 'accent' }];
}

/** 'd: who deleted it', for a row that AWS does not have. */
function wayOn(screen: DetailScreenState, data: Data): string | undefined {
  const way = wayFromMissing(screen, data);
  const [key] = keysOf(data)['row.drill'].keys;
  return way && key && `${keyName(key)}: ${way.title}`;
}

function emptiness(failed: boolean, loading: string | undefined, wayOn: string | undefined): { empty?: string } {
  if (wayOn !== undefined) return { empty: wayOn };
  if (failed) return {};
  return { empty: loading ?? 'not there' };
}
