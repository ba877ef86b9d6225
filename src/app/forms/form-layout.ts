// The rows of a form on the screen: for drawing them, and for the click on a field.
import { headerHeight } from '../layout.ts';
import type { Data } from '../state/data.ts';
import type { ActOverlay } from './act-state.ts';
import { type FormLine, formLines, labelWidth, wrapped } from './form-lines.ts';
import { headLines } from './subject-lines.ts';

export interface FormRow {
  readonly line: FormLine;
  /** The text of this row: a long one continues in further rows. */
  readonly text: string;
  /** It has the label of the line. */
  readonly isFirst: boolean;
}

export interface FormLayout {
  readonly head: readonly string[];
  /** The rows in view. */
  readonly rows: readonly FormRow[];
  readonly labels: number;
  /** Cells of the values. */
  readonly room: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Rows and their place above the fields. What is new has no row, and its place stands in the line above. */
export const hasHead = ({ targets }: Pick<ActOverlay, 'targets'>): boolean =>
  targets.some(({ row }) => row !== undefined);

export function formLayout(overlay: ActOverlay, data: Data, { width, height: whole }: Room): FormLayout {
  const head = hasHead(overlay) ? headLines(overlay, data).flatMap((text) => wrapped(text, width - 4)) : [];
  const height = Math.max(1, whole - head.length);
  const lines = formLines(overlay, data);
  const labels = labelWidth(lines, width);
  const room = width - labels - 4;
  const rows = lines.flatMap((line): FormRow[] =>
    line.input
      ? [{ line, text: line.text, isFirst: true }]
      : wrapped(line.text, room).map((text, index) => ({ line, text, isFirst: index === 0 })),
  );
  const focus = rows.findIndex(({ line, isFirst }) => line.focused && isFirst);
  // The focus is kept a third below the top, so that its notes are in view, too.
  const top = Math.max(0, Math.min(focus - Math.floor(height / 3), rows.length - height));
  return { head, labels, room, rows: rows.slice(top, top + height) };
}

/** The position in the form of what this row of the screen shows; the breadcrumbs are above it. */
export const stopAt = ({ head, rows }: FormLayout, row: number): number | undefined =>
  rows[row - headerHeight - 1 - head.length]?.line.stop;
