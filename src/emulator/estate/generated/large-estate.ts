// The `large` estate: 150 accounts in six Regions, 15,000 resources, 500,000 jobs in 30 days, and one vault with the
// 250,000 recovery points of a year of daily backups.

import type { OrganizationSpec } from '../spec.ts';
import { createGeneratedOrganization, type GeneratedOptions, type GeneratedShape } from './generated-estate.ts';

/** The number of resources whose daily backups fill the large vault. */
const largestCell = 715;

const shape: GeneratedShape = {
  accounts: 150,
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2', 'eu-central-1', 'ap-northeast-1'],
  // 100 cells of 15, one of them the largest, and 800 of 16: 15,000.
  resourcesIn: (cell) => (cell === 0 ? largestCell : cell % 9 === 0 ? 15 : 16),
  great: { cell: 0, vault: 'central-archive', deleteAfterDays: 365 },
};

export const createLargeOrganization = (options: GeneratedOptions): OrganizationSpec =>
  createGeneratedOrganization(options, shape);

/** The `waves` estate: of the same size, but its only troubles are those of planted-waves.ts. */
export const createWavesOrganization = (options: GeneratedOptions): OrganizationSpec =>
  createGeneratedOrganization(options, { ...shape, hasWaves: true });
