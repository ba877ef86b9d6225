// Columns of a list whose values are read from other lists while it is drawn.
import type { AnyResource } from '../../resources/resource.ts';
import { knownIn } from '../forms/act-context.ts';
import type { Data } from '../state/data.ts';

/** After the first column, which names the row. */
export function withRelatedColumns(
  resource: AnyResource,
  columns: AnyResource['columns'],
  data: Data,
): AnyResource['columns'] {
  const [name, ...others] = columns;
  const related = resource.related?.(knownIn(data)) ?? [];
  return name && related.length > 0 ? [name, ...related, ...others] : columns;
}
