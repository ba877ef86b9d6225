// The resources that selections take now, as far as the known inventory shows them: in details and in the form.
import type { InventoryResource, InventoryRow } from '../../domain/coverage/inventory.ts';
import { inventoryGaps } from '../../domain/coverage/region-coverage.ts';
import {
  byReason,
  isOfOneValue,
  type TakenResources,
  tagSwings,
  takenChange,
  takenResources,
} from '../../domain/coverage/taken-resources.ts';
import { type Selection, type SelectionTerms, tagWords } from '../../domain/plans/selection.ts';
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
const results = new WeakMap<readonly InventoryRow[], Map<string, unknown>>();
const mostResults = 50;

/** `compute` depends on the inventory and on what `key` names. */
function once<Result>(inventory: readonly InventoryRow[], key: string, compute: () => Result): Result {
  const before = results.get(inventory) ?? new Map<string, unknown>();
  if (before.has(key)) return before.get(key) as Result;
  const result = compute();
  if (before.size >= mostResults) before.clear();
  results.set(inventory, before.set(key, result));
  return result;
}

const partsOf = ({ resources, notResources, tags, conditions }: SelectionTerms): readonly unknown[] => [
  resources,
  notResources,
  tags,
  conditions,
];

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
  const key = JSON.stringify(['taken', scope.accountId, scope.region, settings?.optIn, selections.map(partsOf)]);
  return once(inventory, key, () => takenResources(selections, { scope, inventory, settings }));
}

/** Of tags for resources, so that no key waits for them. */
const mostEvaluations = 6_000;

/** What a change of a tag drops and adds; none: no tag decides, or the inventory has not been read. */
export function swingSection(selection: SelectionTerms, place: Place): DetailSection[] {
  const title = 'Effect of one tag';
  const { scope, known } = place;
  const inventory: readonly InventoryRow[] = known('inventory', scope);
  const settings = knownSettings(place);
  const all = [...selection.tags, ...selection.conditions].filter(isOfOneValue);
  if (all.length === 0 || !inventory.some(({ kind }) => kind === 'source')) return [];
  const tags = all.slice(0, Math.floor(mostEvaluations / inventory.length));
  if (tags.length === 0) return [fieldsSection(title, [['', 'not evaluated: there are too many resources', 'muted']])];
  const key = JSON.stringify(['swings', scope.accountId, scope.region, settings?.optIn, partsOf(selection)]);
  const shown = once(inventory, key, () => tagSwings(selection, { scope, inventory, settings }, tags));
  return [
    fieldsSection(title, [
      ...shown.flatMap(({ tag, dropped, added }): Entry[] => [
        [tagWords(tag), `without it ${countText(dropped, 'dropped')}`],
        ['', `with it ${countText(added, 'added')}`],
      ]),
      ...(all.length > tags.length ? [['', `and ${all.length - tags.length} more tags`, 'muted'] as const] : []),
    ]),
  ];
}

const countText = (resources: readonly InventoryResource[], what: string): string =>
  resources.length === 0 ? `none is ${what}` : `${resources.length} ${what}: ${namesOf(resources)}`;

/** What another selection in its place changes, under a field of a form or before it is sent; undefined: not known. */
export function changeLines(
  { before, after }: { readonly before: SelectionTerms; readonly after: SelectionTerms },
  place: Place,
): readonly string[] | undefined {
  const [had, has] = [knownTakenResources([before], place), knownTakenResources([after], place)];
  if (!had || !has) return undefined;
  const { added, dropped, unknown } = takenChange(had, has);
  if (added.length + dropped.length + unknown.length === 0) return ['selects the same resources as before'];
  return [
    ...(added.length > 0 ? [`then selects ${added.length} more: ${namesOf(added)}`] : []),
    ...(dropped.length > 0 ? [`no longer selects ${dropped.length}: ${namesOf(dropped)}`] : []),
    ...(unknown.length > 0 ? [`not known of ${unknown.length}: ${namesOf(unknown)}`] : []),
  ];
}

/** What no other selection of the account-Region takes: without this one it is in no plan; undefined: not known. */
export function orphanedLine(row: Selection, place: Place): string | undefined {
  const others = (place.known('selections', place.scope) as readonly Selection[]).filter(
    ({ id, scope }) => id !== row.id && scope.region === row.scope.region && scope.accountId === row.scope.accountId,
  );
  const [own, rest] = [knownTakenResources([row], place), knownTakenResources(others, place)];
  if (!own || !rest) return undefined;
  const kept = new Set([...rest.taken, ...rest.unknown].map(({ resource }) => resource.arn));
  const orphaned = own.taken.map(({ resource }) => resource).filter(({ arn }) => !kept.has(arn));
  return orphaned.length === 0
    ? `Other resource assignments select, or may select, all ${own.taken.length} resources that it selects.`
    : `${orphaned.length} of ${own.taken.length} resources are then in no plan: ${namesOf(orphaned)}.`;
}

/** The counts by reason with the first names, and what is not known. */
export function takenSection(selections: readonly SelectionTerms[], place: Place): DetailSection {
  if (selections.length === 0)
    return fieldsSection('Selected resources', [['Resources', 'no resource assignment is known', 'warn']]);
  const result = knownTakenResources(selections, place);
  if (!result) return fieldsSection('Selected resources', [['Resources', notInventoriedText, 'warn']]);
  const { taken, unknown, of, source } = result;
  return fieldsSection('Selected resources', [
    ['Resources', `${taken.length} of ${of} in the inventory`, taken.length + unknown.length === 0 ? 'warn' : 'plain'],
    ...byReason(taken).map(({ reason, resources }): Entry => [`${resources.length}`, reasonText(reason, resources)]),
    ...byReason(unknown).map(
      ({ reason, resources }): Entry => [`${resources.length} not known`, reasonText(reason, resources), 'warn'],
    ),
    ...inventoryGaps(source).map((gap): Entry => ['Not known', gap, 'warn']),
    ['Types not evaluated', source.missingTypes.join(', ')],
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
    `selects ${taken.length} of ${of} in the inventory, ${unknown.length} not known`,
    ...inventoryGaps(source).slice(0, 1),
    ...lines.slice(0, most),
    ...(rest > 0 ? [`  and ${rest} more reasons`] : []),
  ];
}

const mostNames = 3;

const reasonText = (reason: string, resources: readonly InventoryResource[]): string =>
  `${reason}: ${namesOf(resources)}`;

function namesOf(resources: readonly InventoryResource[]): string {
  const names = resources.slice(0, mostNames).map(({ name }) => name);
  const more = resources.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
