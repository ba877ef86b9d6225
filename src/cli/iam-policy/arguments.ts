import { isRoleArn } from '../../aws/sign-in/role-pattern.ts';
import { partitionOf } from '../../domain/partition.ts';
import { parseQueueUrl } from '../../events/queue-url.ts';
import { resourceByName } from '../../resources/index.ts';
import { listIds, type ResourceId } from '../../resources/resource-id.ts';
import { checkedChoice, type Options, parseOptions, suggestion, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { queueExample } from '../options/where.ts';
import { type PolicyWants, riskyKinds } from './policy.ts';

export const policyFormats = ['json', 'terraform'] as const;

export interface PolicyArguments {
  readonly wants: PolicyWants;
  readonly format: (typeof policyFormats)[number];
}

export const options = {
  lists: { type: 'string', multiple: true },
  'no-cloudwatch': { type: 'boolean' },
  'all-regions': { type: 'boolean' },
  org: { type: 'boolean' },
  'role-arn': { type: 'string', multiple: true },
  'events-queue': { type: 'string', multiple: true },
  write: { type: 'boolean' },
  role: { type: 'string', multiple: true },
  'scan-role': { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
  terraform: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const satisfies Options;

export function readPolicyArguments(words: readonly string[]): PolicyArguments {
  const values = parseOptions(words, options);
  const write = values.write ?? false;
  const passedRoles = wholeRoles('--role', values.role, write);
  const scanRoles = wholeRoles('--scan-role', values['scan-role'], write);
  const allowed = listed(values.allow).map((kind) => checkedChoice('--allow', kind, riskyKinds));
  if (!write && allowed.length > 0) throw new UsageError('--allow requires --write.');
  const lists = listed(values.lists).map(checkedList);
  const areAll = values.lists === undefined;
  return {
    format: readOutput({ ...values, format: values.terraform ? 'terraform' : undefined }, policyFormats, 'json'),
    wants: {
      lists: areAll ? [...listIds, 'job-days', 'resource-pages'] : lists,
      metrics: areAll && !values['no-cloudwatch'],
      regions: areAll || values['all-regions'] === true,
      organization: values.org ?? false,
      write,
      allowed,
      passedRoles,
      scanRoles,
      assumedRoles: listed(values['role-arn']).map((arn) => checkedRole('--role-arn', arn)),
      queues: listed(values['events-queue']).map(queueArn),
    },
  };
}

const listed = (words: readonly string[] = []): string[] => [
  ...new Set(words.flatMap((text) => text.split(',')).filter(Boolean)),
];

function wholeRoles(flag: string, words: readonly string[] | undefined, write: boolean): readonly string[] {
  const roles = listed(words).map((arn) => checkedRole(flag, arn));
  if (!write && roles.length > 0) throw new UsageError(`${flag} requires --write.`);
  const named = roles.find((arn) => arn.includes('*'));
  if (named) throw new UsageError(`${flag} takes whole ARNs, not "${named}": name each role that may be passed.`);
  return roles;
}

function checkedRole(flag: string, arn: string): string {
  if (isRoleArn(arn)) return arn;
  throw new UsageError(`${flag} takes arn:aws:iam::111122223333:role/NAME, not "${arn}".`);
}

function checkedList(name: string): ResourceId {
  const id = resourceByName(name)?.id;
  if (id !== undefined) return id;
  throw new UsageError(`there is no list "${name}".${suggestion(name, listIds)} vaultop get names them all.`);
}

function queueArn(url: string): string {
  const queue = parseQueueUrl(url);
  if (!queue) throw new UsageError(`--events-queue takes ${queueExample}, not "${url}".`);
  const { accountId, region = '', name } = queue;
  return `arn:${partitionOf(region)}:sqs:${region || '*'}:${accountId}:${name}`;
}
