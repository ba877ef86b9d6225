// The line of coverage: its parts, of which the one under the cursor opens its list.
import type { Rectangle } from '../../src/app/layout.ts';
import { cursorIndex } from '../../src/app/list/cursor.ts';
import { fitLine, type LinePart, linePieces } from '../../src/app/overview/coverage-line.ts';
import { coverageRoom } from '../../src/app/overview/overview-layout.ts';
import type { PanelRows } from '../../src/app/overview/overview-view.ts';
import type { Cursor } from '../../src/app/state/state.ts';
import type { Piece } from '../primitives/line.tsx';
import { Panel } from './panel.tsx';

export interface CoveragePanelProps {
  readonly place: Rectangle;
  readonly number: number;
  readonly focused: boolean;
  readonly panel: PanelRows;
  readonly cursor: Cursor;
}

export function CoveragePanel({ panel, cursor, ...frame }: CoveragePanelProps) {
  const parts = [...panel.rows] as LinePart[];
  const under = frame.focused ? parts[cursorIndex(cursor, panel)] : undefined;
  const pieces = linePieces(fitLine(parts, { width: coverageRoom(frame.place), under: under?.key })).map(
    ({ part, text }): Piece => ({
      text,
      tone: part ? part.tone : 'muted',
      inverse: part !== undefined && part.key === under?.key,
    }),
  );
  return (
    <Panel {...frame} title="Coverage" line={pieces}>
      {null}
    </Panel>
  );
}
