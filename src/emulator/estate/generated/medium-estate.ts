// The `medium` estate: five accounts in four Regions, 60 vaults, 40 plans, 1,200 resources, 40,000 jobs in 30 days, and
// 70,000 recovery points.

import type { OrganizationSpec } from '../spec.ts';
import { createGeneratedOrganization, type GeneratedOptions } from './generated-estate.ts';

export const createMediumOrganization = (options: GeneratedOptions): OrganizationSpec =>
  createGeneratedOrganization(options, {
    accounts: 5,
    regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'],
    resourcesIn: () => 60,
  });
