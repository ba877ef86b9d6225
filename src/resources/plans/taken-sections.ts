// The resources that selections take now, as far as the known inventory shows them: in details and in the form.
import type { InventoryResource, InventoryRow } from '../../domain/coverage/inventory.ts';
import { inventoryGaps } from '../../domain/coverage/region-coverage.ts';
import { byReason, type TakenResources, takenResources } from '../../domain/coverage/taken-resources.ts';
import type { SelectionTerms } from '../../domain/plans/selection.ts';
import { type RegionSettings, toRegionSettings } from '../../domain/region-settings.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RegionSetting } from '../../domain/setting.ts';
import type { AnyContext } from '../action.ts';
import type { DetailSection } from '../resource.ts';
import { type Entry, fieldsSection } from '../sections.ts';

export const notInventoriedText = 'not known: the inventory has not been read; :coverage reads it';

type KnownRows = AnyContext['known'];

interface Place {
  readonly scope: Scope;
  readonly known: KnownRows;
}

/** Results by the rows of the inventory, which are another array after each change. */
const results = new WeakMap<readonly InventoryRow[], Map<string, TakenResources | undefined>>();
const mostResults = 50;

/** undefined: the settings of the account-Region have not been read. */
export function knownSettings({ scope, known }: Place): RegionSettings | undefined {
  const rows = (known('region-settings', scope) as readonly RegionSetting[]).filter(
    (row) => row.scope.accountId === scope.accountId && row.scope.region === scope.region,
  );
  return rows.length === 0 ? undefined : toRegionSettings(rows);
}

/** undefined: the inventory has not been read. */
export function knownTakenResources(
  selections: readonly SelectionTerms[],
  { scope, known }: Place,
): TakenResources | undefined {
  const inventory: readonly InventoryRow[] = known('inventory', scope);
  const settings = knownSettings({ scope, known });
  const terms = selections.map(({ resources, notResources, tags, conditions }) => [
    resources,
    notResources,
    tags,
    conditions,
  ]);
  const key = JSON.stringify([scope.accountId, scope.region, settings?.optIn, terms]);
  const before = results.get(inventory) ?? new Map<string, TakenResources | undefined>();
  if (before.has(key)) return before.get(key);
  const result = takenResources(selections, { scope, inventory, settings });
  if (before.size >= mostResults) before.clear();
  results.set(inventory, before.set(key, result));
  return result;
}

/** The counts by reason with the first names, and what is not known. */
export function takenSection(selections: readonly SelectionTerms[], place: Place): DetailSection {
  if (selections.length === 0)
    return fieldsSection('Takes now', [['Resources', 'no resource assignment is known', 'warn']]);
  const result = knownTakenResources(selections, place);
  if (!result) return fieldsSection('Takes now', [['Resources', notInventoriedText, 'warn']]);
  const { taken, unknown, of, source } = result;
  return fieldsSection('Takes now', [
    ['Resources', `${taken.length} of ${of} in the inventory`, taken.length + unknown.length === 0 ? 'warn' : 'plain'],
    ...byReason(taken).map(({ reason, resources }): Entry => [`${resources.length}`, reasonText(reason, resources)]),
    ...byReason(unknown).map(
      ({ reason, resources }): Entry => [`${resources.length} not known`, reasonText(reason, resources), 'warn'],
    ),
    ...inventoryGaps(source).map((gap): Entry => ['Not known', gap, 'warn']),
    ['Cannot judge', source.missingTypes.join(', ')],
  ]);
}

/** Lines under a field of a form; undefined: the inventory has not been read. */
export function takenLines(selection: SelectionTerms, place: Place, most: number): readonly string[] | undefined {
  const result = knownTakenResources([selection], place);
  if (!result) return undefined;
  const { taken, unknown, of, source } = result;
  const lines = [
    ...byReason(taken).map(({ reason, resources }) => `  ${resources.length} ${reasonText(reason, resources)}`),
    ...byReason(unknown).map(
      ({ reason, resources }) => `  ${resources.length} not known, ${reasonText(reason, resources)}`,
    ),
  ];
  const rest = lines.length - most;
  return [
    `takes ${taken.length} of ${of} in the inventory, ${unknown.length} not known`,
    ...inventoryGaps(source).slice(0, 1),
    ...lines.slice(0, most),
    ...(rest > 0 ? [`  and ${rest} more reasons`] : []),
  ];
}

const mostNames = 3;

function reasonText(reason: string, resources: readonly InventoryResource[]): string {
  const names = resources.slice(0, mostNames).map(({ name }) => name);
  const more = resources.length - names.length;
  return `${reason}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
