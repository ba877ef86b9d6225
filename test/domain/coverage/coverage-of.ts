// An inventory made by hand, and the rows of coverage that follow from it and from other facts.
import { createEvaluationTime } from '../../../src/domain/attention/evaluation-time.ts';
import type { ScopeFacts } from '../../../src/domain/attention/facts.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import type { CoverageRow, RegionCoverage, ResourceCoverage } from '../../../src/domain/coverage/coverage-row.ts';
import { coverageRows } from '../../../src/domain/coverage/coverage-rows.ts';
import type { InventoryResource, InventorySource } from '../../../src/domain/coverage/inventory.ts';
import { type Estate, factsOf, minute, noon } from '../attention/facts-of.ts';
import { inventorySource } from './inventory-rows.ts';
import { optInsWith } from './scheduled-run.ts';

export interface CoverageEstate extends Omit<Estate, 'inventory'> {
  readonly inventory?: readonly InventoryResource[];
  readonly source?: Partial<InventorySource>;
  readonly exclusions?: AttentionSettings['exclusions'];
  readonly objectives?: AttentionSettings['objectives'];
  /** Lists without a response. */
  readonly without?: readonly (keyof ScopeFacts)[];
  readonly now?: number;
}

export function coverageFacts(estate: CoverageEstate): ScopeFacts {
  const { inventory = [], source = {}, without = [] } = estate;
  const facts = {
    ...factsOf({ points: [], settings: { optIn: optInsWith(), fullManagement: {} }, ...estate, inventory: [] }),
    inventory: { rows: [...inventory, inventorySource(source)], at: noon - minute },
  };
  return Object.fromEntries(Object.entries(facts).filter(([member]) => !without.includes(member as never))) as never;
}

export function coverageOf(estate: CoverageEstate): readonly CoverageRow[] {
  const { exclusions = [], objectives = [], now = noon } = estate;
  return coverageRows({
    view: createScopeView(coverageFacts(estate)),
    settings: { ...noSettings, exclusions, objectives },
    book: createScheduleBook(),
    time: createEvaluationTime(now),
  });
}

export const resourceRow = (rows: readonly CoverageRow[], name: string): ResourceCoverage =>
  rows.find((row) => row.kind === 'resource' && row.name === name) as ResourceCoverage;

export const regionRow = (rows: readonly CoverageRow[]): RegionCoverage =>
  rows.find((row) => row.kind === 'account-region') as RegionCoverage;
