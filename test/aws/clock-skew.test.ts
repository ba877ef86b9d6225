// A machine whose clock is 20 minutes off: it is said by how much, and every call passes with AWS's time.
// https://github.com/aws/aws-sdk-js-v3/issues/2208
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { skewOf, skewText } from '../../src/aws/errors/clock-skew.ts';
import { toAwsProblem } from '../../src/aws/errors/errors.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';
import { connect, fixedKeys, never, problemOf, scope, startServer } from './wire-server.ts';

const minute = 60_000;
const stamp = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

let home: AwsHome | undefined;
afterEach(async () => {
  await home?.remove();
  home = undefined;
});

const expiration = () => new Date(Date.now() + 60 * minute).toISOString();
const assumed = () =>
  `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** Refuses as AWS does what is signed more than 5 minutes off its own clock, which is `aheadMs` ahead. */
function startSkewed(aheadMs: number, hasDate = true) {
  const refused: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [, y, mo, d, h, mi, s] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(request.headers['x-amz-date'])) ?? [];
    const signed = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
    const now = Date.now() + aheadMs;
    response.sendDate = false;
    if (hasDate) response.setHeader('date', new Date(now).toUTCString());
    const isQuery = request.headers['content-type']?.includes('urlencoded');
    if (Math.abs(now - signed) <= 5 * minute) return void response.end(isQuery ? assumed() : '{"BackupJobs": []}');
    refused.push(isQuery ? 'sts' : 'backup');
    const [word, least] =
      now > signed ? ['expired', `${stamp(now)} - 5 min.`] : ['not yet current', `${stamp(now)} + 5 min.`];
    const message = `Signature ${word}: ${stamp(signed)} is now earlier than ${stamp(now)} (${least})`;
    response.statusCode = 403;
    if (isQuery) {
      return void response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    }
    response.setHeader('x-amzn-errortype', 'InvalidSignatureException');
    response.end(JSON.stringify({ message }));
  };
  return startServer(answer).then(({ url }) => ({ url, refused }));
}

test.each([20 * minute, -20 * minute, 6 * minute, 400 * 24 * 60 * minute])(
  '%i ms: each call passes',
  async (aheadMs) => {
    const { url, refused } = await startSkewed(aheadMs);
    const told: number[] = [];
    const aws = connect(url, { onClockSkew: (ms) => told.push(ms) });
    const list = (region: string) =>
      aws.call(
        { ...scope, region },
        { service: 'backup', operation: 'ListBackupJobs', input: {} },
        { signal: never() },
      );
    await Promise.all(['us-east-1', 'eu-west-1'].map(list));
    expect(refused).toHaveLength(2);
    await Promise.all(['us-east-1', 'eu-west-1', 'eu-west-2'].map(list));
    // Neither the old clients nor new ones are refused again.
    expect(refused).toHaveLength(2);
    expect(told).toHaveLength(1);
    expect(Math.abs((told[0] ?? 0) - aheadMs)).toBeLessThan(5_000);
  },
);

test('a call that changes something is sent again too, for nothing has been done', async () => {
  const { url, refused } = await startSkewed(20 * minute);
  const aws = connect(url, { connections: [{ id: '', endpointUrl: url, credentials: fixedKeys, write: true }] });
  await aws.call(
    scope,
    { service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: '1' } },
    { signal: never() },
  );
  expect(refused).toEqual(['backup']);
});

test.each(['source_profile = base', 'plain role'])('roles are taken on by AWS’s time: %s', async (way) => {
  const { url, refused } = await startSkewed(20 * minute);
  home = await createAwsHome();
  home.setEnvironment('AWS_ENDPOINT_URL_STS', url);
  const keys = 'aws_access_key_id = A\naws_secret_access_key = s\n';
  const role = 'arn:aws:iam::111122223333:role/R';
  await home.writeConfig(`[profile base]\n${keys}[profile own]\nrole_arn = ${role}\nsource_profile = base\n`);
  const own = way === 'plain role' ? { profile: 'base', roleArn: role } : { profile: 'own' };
  const aws = connect(url, { connections: [{ id: '', endpointUrl: url, ...own }] });
  await aws.call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() });
  expect(refused[0]).toBe('sts');
  expect(refused.length).toBeLessThanOrEqual(2);
});

test('where AWS does not say its time to the client, the refusal tells by how much', async () => {
  const { url } = await startSkewed(20 * minute, false);
  const problem = await problemOf(
    connect(url).call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  );
  expect(problem).toMatchObject({
    kind: 'denied',
    message:
      "AWS does not accept the signature of the request in us-east-1: This machine's clock is 20 minutes behind AWS's.",
    nextStep: 'set the clock of this machine',
  });
});

const refusal = (name: string, date?: number, message = 'said') =>
  Object.assign(new Error(message), {
    name,
    ...(date === undefined ? {} : { $response: { headers: { date: new Date(date).toUTCString() } } }),
  });
const now = Date.UTC(2026, 0, 15, 12);

test.each<[string, unknown, number | undefined]>([
  ['ahead', refusal('InvalidSignatureException', now + 20 * minute), 20 * minute],
  ['behind', refusal('SignatureDoesNotMatch', now - 20 * minute), -20 * minute],
  ['a wrong key', refusal('SignatureDoesNotMatch', now + 2_000), undefined],
  ['a wrong key, no date', refusal('SignatureDoesNotMatch'), undefined],
  ['another refusal of a wrong clock', refusal('AccessDeniedException', now + 20 * minute), undefined],
  ['a date that is none', refusal('SignatureDoesNotMatch', Number.NaN), undefined],
  [
    'in words',
    refusal(
      'RequestExpired',
      undefined,
      'Signature expired: 20260115T114000Z is now earlier than 20260115T115500Z (20260115T120000Z - 5 min.)',
    ),
    20 * minute,
  ],
  ['nothing', undefined, undefined],
])('%s', (_, error, aheadMs) => {
  expect(skewOf(error, now)).toBe(aheadMs);
});

test.each([
  [20 * minute, "This machine's clock is 20 minutes behind AWS's."],
  [-6 * minute, "This machine's clock is 6 minutes ahead of AWS's."],
  [300 * minute, "This machine's clock is 5 hours behind AWS's."],
  [-400 * 24 * 60 * minute, "This machine's clock is 400 days ahead of AWS's."],
])('%i ms in words', (aheadMs, text) => {
  expect(skewText(aheadMs)).toBe(text);
});

test('a wrong signature without a wrong clock is told as before', () => {
  const error = refusal('SignatureDoesNotMatch', systemClock.now());
  const context = { service: 'backup', operation: 'ListBackupJobs', region: 'eu-west-1' } as const;
  expect(toAwsProblem(error, context).nextStep).toBe("check the secret key and this machine's clock");
});
