// Copies of a resource that did not arrive.
import type { Finding } from '../findings/finding.ts';
import { promisedCopies } from '../points/promised-copies.ts';
import type { RuleContext } from '../rule-context.ts';
import type { ResourceCase } from '../scope-view.ts';
import { failedElsewhere } from './failed-copy.ts';
import { copyTrouble } from './promised-copy.ts';

export function copyTroubles(resource: ResourceCase, context: RuleContext): Finding[] {
  const promised = promisedCopies(resource, context);
  const ofPromised = promised.flatMap((copy) => copyTrouble(copy, resource, context) ?? []);
  if (resource.copies.length === 0) return ofPromised;
  const vaults = new Set(promised.map(({ vaultArn }) => vaultArn));
  return [...ofPromised, ...failedElsewhere(resource, vaults, context.time)];
}
