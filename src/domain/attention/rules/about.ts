// The members that all findings of one subject share.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { scopeKey } from '../../scope.ts';
import { isCrowded } from '../../vaults/storage.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { Evidence } from '../findings/evidence.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';

export const aboutResource = (resource: ResourceCase, { facts }: ScopeView, what: string) => ({
  id: `${scopeKey(facts.scope)}/${what}/${resource.arn}`,
  scope: facts.scope,
  subject: resource.name,
  resourceArn: resource.arn,
  resourceType: resource.type,
});

export const aboutVault = (vault: Vault, what: string) => ({
  id: `${scopeKey(vault.scope)}/${what}/${vault.name}`,
  scope: vault.scope,
  subject: vault.name,
});

export const planEvidence = ({ planId, scope }: PlanRule): Evidence => ({
  list: 'plans',
  params: { id: planId },
  scope,
});

export const pointsEvidence = ({ scope, name }: Vault, narrowed: Evidence['params'] = {}): Evidence => ({
  list: 'recovery-points',
  params: { vaultName: name, ...narrowed },
  scope,
});

/** Of a crowded vault only the newer recovery points are known. */
export const isAtLeast = (vault: Vault) => (isCrowded(vault) ? { isAtLeast: true as const } : {});
