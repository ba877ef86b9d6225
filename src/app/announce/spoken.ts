// The screen for who hears it: from one view to the next, the lines that say what has changed. Ages are told when asked.
import { resources } from '../../resources/index.ts';
import { jobListIds } from '../../resources/resource-id.ts';
import type { Overview } from '../overview/overview-view.ts';
import type { Context } from '../state/context.ts';
import { type RegionState, regionState } from '../state/region-state.ts';
import type { State } from '../state/state.ts';
import { everywhere, overviewQuestions } from '../state/watching.ts';
import { overlayLines } from './overlay-lines.ts';
import { placeOf, rowOf, type SpokenPlace, type SpokenRow } from './place-lines.ts';

export interface Heard extends Context {
  readonly state: State;
}

/** What was last told. Kept as words and keys: to look at an old view again would work everything out again. */
interface Told {
  readonly version: number;
  readonly place?: SpokenPlace | undefined;
  readonly row?: Pick<SpokenRow, 'id' | 'state'> | undefined;
  readonly overlay: readonly string[];
  readonly notice?: string | undefined;
  readonly running: readonly string[];
  readonly moods: ReadonlyMap<string, RegionState['mood']>;
}

const nothing: Told = { version: -1, overlay: [], running: [], moods: new Map() };

/** Each call tells what is new since the last. */
export function createSpoken(): (heard: Heard) => readonly string[] {
  let told = nothing;
  return (heard) => {
    const next = toTell(heard, told);
    const lines = [
      ...(next.version === told.version ? [] : [...endedJobs(heard, told, next), ...regionLines(heard, told)]),
      ...(next.notice === undefined || next.notice === told.notice ? [] : [next.notice]),
      ...(heard.state.overlay ? next.overlay.filter((line) => !told.overlay.includes(line)) : screenLines(next, told)),
    ];
    told = { ...next, ...(next.row ? { row: { id: next.row.id, state: next.row.state } } : {}) };
    return lines;
  };
}

interface Now extends Told {
  readonly row?: SpokenRow | undefined;
}

function toTell(heard: Heard, told: Told): Now {
  const { state, data, overview } = heard;
  const isNews = data.version !== told.version;
  const covered = state.overlay !== undefined;
  return {
    version: data.version,
    overlay: overlayLines(heard),
    notice: state.notice?.text,
    ...(covered ? {} : { place: placeOf(heard), row: rowOf(heard) }),
    running: isNews ? runningKeys(overview(data), told) : told.running,
    moods: isNews ? moodsOf(heard) : told.moods,
  };
}

/** While it is not known what runs, nothing of what ran has ended. */
const runningKeys = ({ panels, isKnown }: Overview, told: Told): readonly string[] =>
  isKnown ? [...panels.running.keys] : told.running;

/** Where we are, when that is new, and the row under the cursor. */
function screenLines({ place, row }: Now, told: Told): string[] {
  if (!place) return [];
  const isElsewhere = told.place?.id !== place.id || (told.place.isEmpty && !place.isEmpty);
  const lines = isElsewhere ? [...place.lines()] : [];
  if (!row) return lines;
  if (isElsewhere || row.id !== told.row?.id) return [...lines, row.text()];
  return row.state === told.row.state ? lines : [...lines, `now ${row.state}`];
}

/** Of those that ran when the last was told. */
function endedJobs({ data, rowsOf }: Heard, told: Told, { running }: Now): string[] {
  const still = new Set(running);
  const gone = told.running.filter((key) => !still.has(key));
  if (gone.length === 0) return [];
  const lists = jobListIds.map((id) => rowsOf(resources[id], everywhere(id, data), data, '', resources[id].sort));
  return gone.flatMap((key) => {
    const list = lists.find(({ indexOf }) => indexOf.get(key) !== undefined);
    const job = list?.rows.at(list.indexOf.get(key) ?? 0);
    return job ? [`${job.kind} of ${job.resourceName} ended: ${job.state} ${job.message ?? ''}`.trim()] : [];
  });
}

const stateOf = ({ data }: Heard, region: string): RegionState => regionState(region, overviewQuestions(data), data);

const moodsOf = (heard: Heard): ReadonlyMap<string, RegionState['mood']> =>
  new Map(heard.data.regions.map((region) => [region, stateOf(heard, region).mood]));

/** Regions that fail now, and those that are well again. */
function regionLines(heard: Heard, { moods }: Told): string[] {
  return heard.data.regions.flatMap((region) => {
    const { mood, text } = stateOf(heard, region);
    const last = moods.get(region);
    if (mood === 'failing' && last !== 'failing') return [`Region ${region}: ${text}`];
    return mood === 'fresh' && last === 'failing' ? [`Region ${region} answers again`] : [];
  });
}
