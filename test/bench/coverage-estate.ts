// An account-Region with thousands of resources and hundreds of plans, which select by tag, by ARN and by type.
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { InventoryResource, InventoryRow } from '../../src/domain/coverage/inventory.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import type { Selection } from '../../src/domain/plans/selection.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { dailyRule, factsOf, lastRun, now } from './attention-estate.ts';

export const resourceCount = 15_000;
export const planCount = 400;
export const coverageScope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const scope = coverageScope;
const at = `${scope.region}:${scope.accountId}`;

export function coverageEstate(): ScopeFacts {
  const rules = Array.from({ length: planCount }, (_, place): PlanRule => {
    const rule = dailyRule(scope, place);
    return { ...rule, id: `rule-${place}`, planId: `plan-${place}`, planName: `plan-${place}` };
  });
  const resources = Array.from({ length: resourceCount }, (_, index) => resourceAt(index));
  const source: InventoryRow = {
    kind: 'source',
    scope,
    inventory: 'resource-explorer',
    missingTypes: [],
    unknownRelations: [],
    refused: [],
  };
  const response = <Row>(rows: readonly Row[]) => ({ rows, at: now });
  return {
    ...factsOf(scope, rules[0] as PlanRule, []),
    rules: response(rules),
    selections: response(rules.map(selectionOf)),
    points: response(resources.filter((_, index) => index % 3 !== 0).map(pointOf)),
    settings: { optIn: { EBS: true, RDS: true, DynamoDB: true }, fullManagement: {} },
    inventory: response([...resources, source]),
  };
}

const kinds = [
  { type: 'EBS', arn: (index: number) => `arn:aws:ec2:${at}:volume/vol-${index}` },
  { type: 'RDS', arn: (index: number) => `arn:aws:rds:${at}:db:db-${index}` },
  { type: 'DynamoDB', arn: (index: number) => `arn:aws:dynamodb:${at}:table/table-${index}` },
] as const;

function resourceAt(index: number): InventoryResource {
  const { type, arn } = kinds[index % kinds.length] as (typeof kinds)[number];
  const tags = { backup: `plan-${index % planCount}`, team: `team-${index % 40}`, env: index % 2 ? 'prod' : 'test' };
  return { kind: 'resource', scope, arn: arn(index), type, name: `name-${index}`, tags, containers: [] };
}

/** By tag, by ARN, by type with a condition, and all that is not excluded, in turn. */
function selectionOf({ planId }: PlanRule, place: number): Selection {
  const common = { scope, planId, id: `selection-${place}`, name: planId, createdAt: 0 };
  const empty = { resources: [], notResources: [], tags: [], conditions: [] };
  const condition = { type: 'StringEquals', key: 'aws:ResourceTag/team', value: `team-${place % 40}` };
  switch (place % 4) {
    case 0:
      return { ...common, ...empty, tags: [{ type: 'STRINGEQUALS', key: 'backup', value: planId }] };
    case 1:
      return {
        ...common,
        ...empty,
        resources: Array.from({ length: 100 }, (_, index) => resourceAt(place * 30 + index).arn),
      };
    case 2:
      return { ...common, ...empty, resources: ['arn:aws:ec2:*:*:volume/*'], conditions: [condition] };
    default:
      return { ...common, ...empty, resources: ['*'], notResources: ['arn:aws:rds:*'], conditions: [condition] };
  }
}

export const pointOf = ({ arn, name, type = '' }: InventoryResource): RecoveryPoint => ({
  scope,
  arn: `arn:aws:backup:${at}:recovery-point:${name}`,
  vaultName: 'main',
  resourceArn: arn,
  resourceName: name,
  resourceType: type,
  status: 'COMPLETED',
  createdAt: lastRun,
  encrypted: true,
  isParent: false,
});
