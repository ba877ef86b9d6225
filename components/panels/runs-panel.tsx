// The newest run of each plan, the worst first. Without room for rows the title has the one under the cursor.
import { useMemo } from 'react';
import { cursorIndex } from '../../src/app/list/cursor.ts';
import { isLine } from '../../src/app/overview/overview-layout.ts';
import { countText } from '../../src/app/state/lists/gaps.ts';
import { zoneOf } from '../../src/app/state/time/zone.ts';
import type { ScheduledRun } from '../../src/domain/attention/lists/scheduled-run.ts';
import { shortTime, zoneLabel } from '../../src/domain/time-zones.ts';
import { runs } from '../../src/resources/derived/runs.ts';
import type { Column } from '../../src/resources/resource.ts';
import { type Piece, widthOf } from '../primitives/line.tsx';
import { useLive } from '../primitives/live.ts';
import { Panel } from './panel.tsx';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

const title = 'Newest runs';
const shown = ['state', 'plan', 'at', 'done', 'issues', 'failed', 'running', 'absent'];

export function RunsPanel(props: PanelRowsProps) {
  const columns = useMemo(() => runs.columns.filter(({ id }) => shown.includes(id)), []);
  const zone = useLive(zoneOf, Object.is);
  if (!isLine(props.place)) return <PanelTable {...props} title={title} columns={columns} empty="no scheduled run" />;
  const { panel, cursor, place, number, focused, settled, counted, loading } = props;
  const index = cursorIndex(cursor, panel);
  const run = panel.rows.at(index) as ScheduledRun | undefined;
  const count = panel.rows.length === 0 && !settled ? '' : countText(panel.rows.length, counted);
  const room = place.width - `> ${number} ${title} ${count} `.length - 1;
  const pieces = run
    ? runPieces(run, { columns, zone, room })
    : [{ text: settled ? '' : loading, tone: 'muted' as const }];
  return (
    <Panel place={place} number={number} focused={focused} title={title} count={count} line={pieces}>
      {null}
    </Panel>
  );
}

const counts: readonly (readonly [member: 'done' | 'issues' | 'failed' | 'running' | 'absent', words: string])[] = [
  ['failed', 'failed'],
  ['absent', 'no job'],
  ['issues', 'with issues'],
  ['running', 'running'],
  ['done', 'done'],
];

interface RunLine {
  readonly columns: readonly Column<ScheduledRun>[];
  readonly zone: string;
  /** In cells. */
  readonly room: number;
}

/** 'eu-daily · 1 failed · 11 done · 01-15 05:00 UTC'; without the time where it does not fit. */
function runPieces(run: ScheduledRun, { columns, zone, room }: RunLine): Piece[] {
  const toneOf = (id: string) => columns.find((column) => column.id === id)?.tone?.(run, 0);
  const known = counts.filter(([member]) => run[member] !== undefined);
  const some = known.filter(([member]) => (run[member] ?? 0) > 0);
  const said = some.length > 0 ? some : known.filter(([member]) => member === 'done');
  const pieces: Piece[] = [
    { text: run.planName, tone: toneOf('state') },
    ...said.flatMap(([member, words]): Piece[] => [
      { text: ' · ', tone: 'muted' },
      { text: `${run[member]} ${words}`, tone: toneOf(member) },
    ]),
    ...(run.state === 'unknown' || known.length === 0 ? [{ text: ' · not known', tone: 'warn' } as Piece] : []),
  ];
  const time: Piece = { text: ` · ${shortTime(run.at, zone)} ${zoneLabel(zone)}`, tone: 'muted' };
  return widthOf([...pieces, time]) <= room ? [...pieces, time] : pieces;
}
