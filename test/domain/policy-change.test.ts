// Who may do what by a new access policy that could not before: opening, closing, and what only looks like either.
import { describe, expect, test } from 'vitest';
import { judgePolicy } from '../../src/domain/vaults/policy-change.ts';

const own = '111122223333';
const other = '444455556666';
type Statement = Readonly<Record<string, unknown>>;
const policy = (...Statement: Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (more: Statement): Statement => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'backup:CopyIntoBackupVault',
  Resource: '*',
  ...more,
});
const deny = (more: Statement = {}): Statement => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'backup:DeleteRecoveryPoint',
  Resource: '*',
  ...more,
});
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
const inOrganization = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234' } };
const withUnknownBefore = (text: string) => `${text}; the policy before is not known`;

type Case = readonly [what: string, after: string, level: string, reason: string, before?: string];

const cases: readonly Case[] = [
  [
    'only a Deny',
    policy(deny()),
    'high',
    withUnknownBefore('denies anyone backup:DeleteRecoveryPoint, allows nothing new'),
  ],
  [
    'a Deny beside what was there',
    policy(allow({ Principal: root(other) }), deny()),
    'high',
    'denies anyone backup:DeleteRecoveryPoint, allows nothing new',
    policy(allow({ Principal: root(other) })),
  ],
  ['no statement', policy(), 'high', withUnknownBefore('allows no access')],
  ['anyone', policy(allow({})), 'critical', withUnknownBefore('allows anyone backup:CopyIntoBackupVault')],
  [
    'anyone, in a map',
    policy(allow({ Principal: { AWS: '*' } })),
    'critical',
    withUnknownBefore('allows anyone backup:CopyIntoBackupVault'),
  ],
  [
    'anyone, in a list beside this account',
    policy(allow({ Principal: { AWS: [own, '*'] } })),
    'critical',
    withUnknownBefore('allows anyone backup:CopyIntoBackupVault'),
  ],
  [
    'another account',
    policy(
      allow({ Principal: root(other), Action: ['backup:StartCopyJob', 'backup:StartRestoreJob', 'backup:List*'] }),
    ),
    'critical',
    'allows account 444455556666 backup:StartCopyJob, backup:StartRestoreJob and 1 more',
    '',
  ],
  [
    'another account by its id',
    policy(allow({ Principal: { AWS: other } })),
    'critical',
    'allows account 444455556666 backup:CopyIntoBackupVault',
    '',
  ],
  [
    'a role of another account',
    policy(allow({ Principal: { AWS: `arn:aws:iam::${other}:role/Copier` } })),
    'critical',
    'allows Copier of account 444455556666 backup:CopyIntoBackupVault',
    '',
  ],
  [
    'this account',
    policy(allow({ Principal: root(own) })),
    'high',
    'allows account 111122223333 backup:CopyIntoBackupVault, nobody outside the account',
    '',
  ],
  [
    'a role of this account',
    policy(allow({ Principal: { AWS: `arn:aws:iam::${own}:role/Copier` } })),
    'high',
    'allows Copier of account 111122223333 backup:CopyIntoBackupVault, nobody outside the account',
    '',
  ],
  [
    'a service',
    policy(allow({ Principal: { Service: 'backup.amazonaws.com' } })),
    'high',
    'allows backup.amazonaws.com backup:CopyIntoBackupVault, nobody outside the account',
    '',
  ],
  [
    'somebody federated',
    policy(allow({ Principal: { Federated: 'accounts.google.com' } })),
    'critical',
    'allows accounts.google.com backup:CopyIntoBackupVault',
    '',
  ],
  [
    'an organization',
    policy(allow({ Condition: inOrganization })),
    'critical',
    'allows the organization o-1234 backup:CopyIntoBackupVault',
    '',
  ],
  [
    'the paths of an organization',
    policy(allow({ Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1234/r-1/*'] } } })),
    'critical',
    'allows the organization o-1234 backup:CopyIntoBackupVault',
    '',
  ],
  [
    'an organization, but only this account of it',
    policy(allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234', 'aws:PrincipalAccount': own } } })),
    'high',
    'allows account 111122223333 backup:CopyIntoBackupVault under a condition, nobody outside the account',
    '',
  ],
  [
    'all outside an organization',
    policy(allow({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234' } } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault under a condition',
    '',
  ],
  [
    'whoever has no organization, too',
    policy(allow({ Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1234' } } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault under a condition',
    '',
  ],
  [
    'any organization',
    policy(allow({ Condition: { StringLike: { 'aws:PrincipalOrgID': '*' } } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault under a condition',
    '',
  ],
  [
    'an address',
    policy(allow({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault under a condition',
    '',
  ],
  [
    'NotPrincipal',
    policy(allow({ Principal: undefined, NotPrincipal: root(other) })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault under a condition',
    '',
  ],
  [
    'NotAction',
    policy(allow({ Action: undefined, NotAction: ['backup:DeleteBackupVault'], Principal: root(other) })),
    'critical',
    'allows account 444455556666 everything but backup:DeleteBackupVault',
    '',
  ],
  [
    'anyone, fenced in by a Deny for all outside the organization',
    policy(allow({}), deny({ Action: 'backup:*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234' } } })),
    'critical',
    'allows the organization o-1234 backup:CopyIntoBackupVault',
    '',
  ],
  [
    'anyone, where the Deny is of other actions',
    policy(allow({}), deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1234' } } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault',
    '',
  ],
  [
    'what was there',
    policy(allow({})),
    'medium',
    'allows nothing new, and denies as much as before',
    policy(allow({})),
  ],
  [
    'less than was there',
    policy(allow({ Condition: inOrganization })),
    'medium',
    'allows nothing new, and denies as much as before',
    policy(allow({ Action: 'backup:*' })),
  ],
  [
    'a role of an account that was let in',
    policy(allow({ Principal: { AWS: `arn:aws:iam::${other}:role/Copier` } })),
    'medium',
    'allows nothing new, and denies as much as before',
    policy(allow({ Principal: root(other) })),
  ],
  [
    'one account more',
    policy(allow({ Principal: { AWS: [other, '777788889999'] } })),
    'critical',
    'allows account 777788889999 backup:CopyIntoBackupVault',
    policy(allow({ Principal: { AWS: other } })),
  ],
  [
    'two accounts and anyone',
    policy(allow({ Principal: { AWS: [other, '777788889999', '*'] } })),
    'critical',
    'allows anyone backup:CopyIntoBackupVault, and 2 other principals',
    '',
  ],
  [
    'one action more',
    policy(allow({ Principal: root(other), Action: ['backup:CopyIntoBackupVault', 'backup:StartRestoreJob'] })),
    'critical',
    'allows account 444455556666 backup:StartRestoreJob',
    policy(allow({ Principal: root(other) })),
  ],
  [
    'one condition less',
    policy(allow({ Principal: root(other) })),
    'critical',
    'allows account 444455556666 backup:CopyIntoBackupVault',
    policy(allow({ Principal: root(other), Condition: inOrganization })),
  ],
  [
    'more points',
    policy(allow({ Principal: root(other) })),
    'critical',
    'allows account 444455556666 backup:CopyIntoBackupVault',
    policy(allow({ Principal: root(other), Resource: 'arn:aws:ec2:eu-west-1::snapshot/snap-1' })),
  ],
  ['a Deny less', policy(), 'critical', 'no longer denies anyone backup:DeleteRecoveryPoint', policy(deny())],
  [
    'a Deny with more exceptions',
    policy(deny({ Principal: undefined, NotPrincipal: { AWS: [own, other] } })),
    'critical',
    'no longer denies anyone backup:DeleteRecoveryPoint under a condition',
    policy(deny({ Principal: undefined, NotPrincipal: { AWS: own } })),
  ],
  [
    'a wider Deny in place of a narrower one',
    policy(deny({ Action: 'backup:*' })),
    'high',
    'denies anyone backup:*, allows nothing new',
    policy(deny()),
  ],
  ['no policy, where one denied', '', 'critical', 'no longer denies anyone backup:DeleteRecoveryPoint', policy(deny())],
  ['no policy, where one allowed', '', 'medium', 'allows nothing new, and denies as much as before', policy(allow({}))],
  [
    'no policy, where nobody knows',
    '',
    'critical',
    'removes the policy and all its denials; the policy before is not known',
  ],
];

describe('a policy is judged by what is new in it', () => {
  test.each(cases.map(([what, after, level, reason, before]) => ({ what, after, level, reason, before })))(
    '$what: $level',
    ({ after, level, reason, before }) => {
      const verdict = judgePolicy({ after, accountId: own, ...(before === undefined ? {} : { before }) });
      expect(verdict).toEqual({ level, reason });
    },
  );
});

test.each(['{', '[]', '"x"', '{}', 'null'])('nothing is said of %s', (after) => {
  expect(judgePolicy({ after, accountId: own })).toBeUndefined();
  expect(judgePolicy({ before: after, after: policy(), accountId: own })).toBeUndefined();
});

test.each([
  ['one statement, not in a list', JSON.stringify({ Statement: allow({}) }), 'critical'],
  [
    'numbers and nulls',
    JSON.stringify({ Statement: [null, 7, { Effect: 'Allow' }, { Effect: 'Allow', Principal: null }] }),
    'high',
  ],
  ['a condition that is none', policy(allow({ Condition: 'x' })), 'critical'],
])('%s', (_, after, level) => {
  expect(judgePolicy({ after, accountId: own, before: policy(deny({ Action: 'x' })) })?.level).toBeDefined();
  expect(judgePolicy({ after, accountId: own })?.level).toBe(level);
});
