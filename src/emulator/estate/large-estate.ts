// The `large` estate: 150 accounts in six Regions, 15,000 resources, 500,000 jobs in 30 days, and one vault in which a
// year of daily backups has gathered 250,000 points.
import { createGeneratedOrganization, type GeneratedOptions, type GeneratedShape } from './generated-estate.ts';
import type { OrganizationSpec } from './spec.ts';

/** Resources whose daily backups fill the great vault. */
const greatCell = 715;

const shape: GeneratedShape = {
  accounts: 150,
  regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2', 'eu-central-1', 'ap-northeast-1'],
  // 100 cells of 15, one of them the great one, and 800 of 16: 15,000.
  resourcesIn: (cell) => (cell === 0 ? greatCell : cell % 9 === 0 ? 15 : 16),
  great: { cell: 0, vault: 'central-archive', deleteAfterDays: 365 },
};

export const createLargeOrganization = (options: GeneratedOptions): OrganizationSpec =>
  createGeneratedOrganization(options, shape);

/** The `waves` estate: as large, and nothing goes wrong in it but what planted-waves.ts lists. */
export const createWavesOrganization = (options: GeneratedOptions): OrganizationSpec =>
  createGeneratedOrganization(options, { ...shape, hasWaves: true });
