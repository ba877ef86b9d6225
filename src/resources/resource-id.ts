export const resourceIds = [
  'vaults',
  'recovery-points',
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'plans',
  'protected-resources',
  'audits',
  'metrics',
] as const;

export type ResourceId = (typeof resourceIds)[number];
