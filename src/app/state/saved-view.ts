import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Sort } from './state.ts';

export interface SavedView {
  readonly resource: ResourceId;
  readonly params: Params;
  readonly filter?: string;
  readonly sort?: Sort;
  /** Ids, in the order of display. */
  readonly columns?: readonly string[];
}
