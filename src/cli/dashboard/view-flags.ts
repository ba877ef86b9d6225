// The list that the dashboard opens first: one of the lists, or a saved view of the config file.
import type { SavedView } from '../../app/state/saved-view.ts';
import { listIds } from '../../resources/resource-id.ts';
import { listByName } from '../config/check-names.ts';
import { checkParams, readParams, readSort } from '../options/list-flags.ts';
import { type Options, suggestion, UsageError } from '../options/options.ts';

export const viewOptions = {
  view: { type: 'string' },
  filter: { type: 'string', short: 'f' },
  sort: { type: 'string' },
  param: { type: 'string', multiple: true },
} as const satisfies Options;

interface ViewValues {
  readonly view?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly param?: readonly string[] | undefined;
}

/** undefined: no flag is given. */
export function readView(values: ViewValues, views: ReadonlyMap<string, SavedView>): SavedView | undefined {
  const { view: name, filter, sort, param } = values;
  if (name === undefined) {
    const lone = [filter === undefined || '--filter', sort === undefined || '--sort', param === undefined || '--param'];
    const [flag] = lone.filter((one) => one !== true);
    if (flag) throw new UsageError(`${flag} requires --view, which names the list.`);
    return undefined;
  }
  const saved = views.get(name);
  const resource = listByName(saved?.resource ?? name);
  if (!resource) {
    const names = [...views.keys(), ...listIds];
    throw new UsageError(`there is no view or list "${name}".${suggestion(name, names)}`);
  }
  const params = { ...saved?.params, ...readParams(resource, param) };
  checkParams(resource, params);
  return {
    ...(saved ?? { resource: resource.id }),
    params,
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort: readSort(resource, sort) }),
  };
}
