// The geometry of the screen, in cells. Pure: `update` needs page sizes, the components need positions.
import { smallest } from '../../config/layout.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { Size } from './state/state.ts';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const isTooSmall = (size: Size): boolean => size.columns < smallest.columns || size.rows < smallest.rows;

/** The identity and cost line, then the Region line. */
export const headerHeight = 2;
/** Hints, a notice, or the input line. */
export const footerHeight = 1;

export const bodyHeight = (size: Size): number => Math.max(1, size.rows - headerHeight - footerHeight);

/** Lists whose selected row is shown whole below the rows. */
const previewed: ReadonlySet<ResourceId> = new Set(['attention', 'findings']);

/** A rule, then the text: more lines on a screen with room. */
export const previewHeight = (size: Size, resource: ResourceId): number =>
  previewed.has(resource) ? Math.max(4, Math.min(7, Math.ceil(size.rows / 5))) : 0;

/** A list has a breadcrumb line and a line of column titles above its rows, and may have a preview below them. */
export const listPageSize = (size: Size, resource: ResourceId): number =>
  Math.max(1, bodyHeight(size) - 2 - previewHeight(size, resource));

/** Before the columns of a table: cursor, state mark, space. */
export const tableGutter = 3;

/** A detail has a breadcrumb line with its tabs. */
export const detailPageSize = (size: Size): number => Math.max(1, bodyHeight(size) - 1);

/** The gutter for search marks beside the lines of a detail. */
export const detailGutter = 2;
export const detailWidth = (size: Size): number => Math.max(1, size.columns - detailGutter);

/** The help fills the body below a title line, in as many columns as fit. */
export const helpPageSize = (size: Size): number => Math.max(1, bodyHeight(size) - 1);
export const helpColumns = (size: Size): number => Math.max(1, Math.min(3, Math.floor(size.columns / 40)));
