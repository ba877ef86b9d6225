// The printed policy is what every list and every page needs: the embedded AWS denies what it does not allow.
import { describe, expect, test } from 'vitest';
import { readPolicyArguments } from '../../src/cli/iam-policy/arguments.ts';
import { makePolicy, type PolicyDocument, riskOf } from '../../src/cli/iam-policy/policy.ts';
import { toTerraform } from '../../src/cli/iam-policy/terraform.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { resources } from '../../src/resources/index.ts';
import { readsOf } from '../../src/resources/operations.ts';
import type { AnyResource, RequestContext } from '../../src/resources/resource.ts';
import { newHome, runBuilt } from '../support/built-program.ts';
import { parseHcl } from '../support/parse-hcl.ts';
import { withEmbeddedAws } from './embedded-aws.ts';

const region = 'us-east-1';
const aws = withEmbeddedAws({ furnished: true });

const policyFor = (...words: string[]): PolicyDocument => makePolicy(readPolicyArguments(words).wants);
const actionsOf = ({ Statement }: PolicyDocument) => Statement.flatMap(({ Action }) => Action);
const without = ({ Version, Statement }: PolicyDocument, action: string): PolicyDocument => ({
  Version,
  Statement: Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })),
});

const given = Object.values(resources).filter(({ derivedFrom }) => !derivedFrom);

async function list(resource: AnyResource, request: RequestContext): Promise<void> {
  try {
    for await (const _ of resource.list(request));
  } catch {
    // The test reads what the policy refused from the embedded AWS.
  }
}

const reader = 'arn:aws:iam::*:role/BackupReader';

test.each([
  [['--once', '--all-regions'], [], false, /eu-west-1/],
  [['--once', '--org', '--role-arn', reader, '--region', region], ['--org', '--role-arn', reader], true, /us-east-1/],
] as const)('the overview of %j is allowed', { timeout: 300_000 }, async (words, flags, isOrganization, shown) => {
  const emulator = await startEmulator({ now: Date.now(), estate: isOrganization ? 'medium' : 'small' });
  emulator.setPolicy(policyFor(...flags));
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: region };
  const env = { HOME: newHome(), AWS_ENDPOINT_URL: emulator.url, ...keys };
  const { code, stdout } = await runBuilt([...words], { env });
  const errors = emulator.calls.flatMap(({ error }) => error?.message ?? []);
  const operations = emulator.calls.map(({ operation }) => operation);
  await emulator.close();
  expect([code, errors]).toEqual([0, []]);
  expect(stdout).toMatch(shown);
  if (isOrganization) expect(operations).toEqual(expect.arrayContaining(['ListAccounts', 'AssumeRole']));
});

describe('for one list', () => {
  test.each(given.map((resource) => [resource.id, resource] as const))(
    '%s: its own policy is enough',
    async (id, own) => {
      expect(readsOf(id), `operations of ${id} in src/resources/operations.ts`).not.toEqual([]);
      aws.setPolicy(policyFor('--lists', id));
      await list(own, aws.ask(region));
      expect(aws.refused()).toEqual([]);
    },
  );
});

test.each([
  ['plans', 'backup:ListBackupPlans'],
  ['keys', 'kms:DescribeKey'],
  ['audits', 'cloudtrail:LookupEvents'],
  ['inventory', 'resource-explorer-2:ListResources'],
  ['notifications', 'sns:ListSubscriptionsByTopic'],
] as const)('%s without %s are refused', async (id, action) => {
  const policy = policyFor('--lists', id);
  expect(actionsOf(policy)).toContain(action);
  aws.setPolicy(without(policy, action));
  await list(resources[id], aws.ask(region));
  expect(aws.refused()).toEqual([action]);
});

describe('the policy', () => {
  const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
  const all = policyFor('--write', '--role', role, '--allow', 'lock,policy,delete', '--org');

  test('has no * in an action, nothing that changes anything without --write, and room in one managed policy', () => {
    expect(actionsOf(all).filter((action) => /[*?]/.test(action))).toEqual([]);
    const readers = /:(Describe|Get|List|Lookup|Export)[A-Z]\w*$/;
    expect(actionsOf(policyFor('--org')).filter((action) => !readers.test(action))).toEqual([]);
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify(all).length).toBeLessThanOrEqual(6_144);
  });

  test('locks, access policies and deletions come with --allow alone', () => {
    expect(actionsOf(policyFor('--write')).flatMap((action) => riskOf(action) ?? [])).toEqual([]);
    const locks = actionsOf(policyFor('--write', '--allow', 'lock')).filter(riskOf);
    expect(locks).toEqual(['backup:DeleteBackupVaultLockConfiguration', 'backup:PutBackupVaultLockConfiguration']);
    expect(actionsOf(all)).toEqual(expect.arrayContaining(['backup:DeleteRecoveryPoint', 'backup:CancelLegalHold']));
  });

  test('passes named roles to AWS Backup and nobody else', () => {
    expect(actionsOf(policyFor('--write'))).not.toContain('iam:PassRole');
    const passing = all.Statement.find(({ Action }) => Action.includes('iam:PassRole'));
    expect(passing).toMatchObject({
      Action: ['iam:PassRole'],
      Resource: [role],
      Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    });
  });

  test('passes the role that scans to GuardDuty, where plans are written', () => {
    const scanner = 'arn:aws:iam::123456789012:role/Scanner';
    const { Statement } = policyFor('--write', '--role', role, '--scan-role', scanner);
    expect(Statement.filter(({ Action }) => Action.includes('iam:PassRole'))).toMatchObject([
      { Resource: [role] },
      {
        Resource: [scanner],
        Condition: { StringEquals: { 'iam:PassedToService': 'malware-protection.guardduty.amazonaws.com' } },
      },
    ]);
    expect(actionsOf(policyFor('--lists', 'vaults', '--write', '--scan-role', scanner))).not.toContain('iam:PassRole');
    expect(() => policyFor('--scan-role', scanner)).toThrow(/--scan-role requires --write/);
  });

  test('has every operation that an action of a list sends', () => {
    const sent = Object.values(resources).flatMap(({ actions = [] }) =>
      actions.flatMap(({ retries }) => Object.keys(retries)),
    );
    const named = actionsOf(all).map((action) => action.split(':')[1]);
    expect(sent.filter((operation) => !named.includes(operation))).toEqual([]);
  });

  test.each(
    [
      [],
      ['--org', '--role-arn', `arn:aws:iam::*:role/Reader,${role}`],
      ['--lists', 'jobs,vaults', '--no-cloudwatch'],
      ['--events-queue', 'https://sqs.eu-west-1.amazonaws.com/123456789012/events'],
      ['--write', '--role', `${role},${role}2`, '--allow', 'lock,policy,delete', '--org'],
    ].map((words) => [words.join(' '), words] as const),
  )('%s is the same in Terraform', (_, words) => {
    const policy = policyFor(...words);
    const hcl = parseHcl(toTerraform(policy)) as unknown as HclPolicy;
    expect(Object.keys(hcl)).toEqual(['data aws_iam_policy_document vaultop']);
    expect(hcl['data aws_iam_policy_document vaultop'].flatMap(({ statement }) => statement.map(toJson))).toEqual(
      policy.Statement,
    );
  });
});

interface HclPolicy {
  readonly 'data aws_iam_policy_document vaultop': readonly {
    readonly statement: readonly {
      readonly sid: string;
      readonly actions: readonly string[];
      readonly resources: readonly string[];
      readonly condition?: readonly { test: string; variable: string; values: readonly string[] }[];
    }[];
  }[];
}

/** The statement that Terraform makes of its own form: "Allow" is its default. */
const toJson = ({
  sid,
  actions,
  resources: on,
  condition,
}: HclPolicy[keyof HclPolicy][number]['statement'][number]) => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: on,
  ...(condition && {
    Condition: Object.fromEntries(
      condition.map(({ test: name, variable, values }) => [name, { [variable]: values[0] }]),
    ),
  }),
});

test.each([
  [['--role', 'arn:aws:iam::123456789012:role/A'], /--role requires --write/],
  [['--write', '--role', 'arn:aws:iam::*:role/A'], /name each role that may be passed/],
  [['--write', '--role', 'A'], /--role takes arn:aws:iam/],
  [['--allow', 'delete'], /--allow requires --write/],
  [['--write', '--allow', 'all'], /--allow takes lock, policy or delete/],
  [['--lists', 'vaultz'], /there is no list "vaultz"\. Did you mean vaults\?/],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readPolicyArguments(words)).toThrow(sentence);
});
