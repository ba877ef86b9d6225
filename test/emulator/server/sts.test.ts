import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const own = 'arn:aws:iam::123456789012:role';
const serial = 'arn:aws:iam::123456789012:mfa/alex';

async function assume(input: Partial<AssumeRoleCommandInput>) {
  const { sts } = clientsOf(await emulatorAt());
  return sts.send(new AssumeRoleCommand({ RoleArn: `${own}/Auditor`, RoleSessionName: 'alex', ...input }));
}

test('gives credentials that end when they were asked to', async () => {
  const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
  expect(Credentials?.Expiration).toEqual(new Date(noon + 900_000));
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/Auditor/alex');
});

test('a role that wants MFA is assumed with a code', async () => {
  const RoleArn = `${own}/Operator-MFA`;
  await expect(assume({ RoleArn })).rejects.toMatchObject({ name: 'AccessDenied' });
  const { Credentials } = await assume({ RoleArn, SerialNumber: serial, TokenCode: '123456' });
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
});

test.each([
  ['a wrong code', { SerialNumber: serial, TokenCode: '000000' }, 'AccessDenied'],
  ['a device without a code', { SerialNumber: serial }, 'AccessDenied'],
  ['a code that is none', { SerialNumber: serial, TokenCode: '12' }, 'ValidationError'],
  ['five minutes', { DurationSeconds: 300 }, 'ValidationError'],
  ['a role of strangers', { RoleArn: 'arn:aws:iam::999999999999:role/Auditor' }, 'AccessDenied'],
])('refuses %s', async (_what, input, name) => {
  await expect(assume(input)).rejects.toMatchObject({ name });
});
