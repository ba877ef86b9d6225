import { describe, expect, test } from 'vitest';
import {
  type AwsProblem,
  AwsProblemError,
  type ErrorContext,
  isAbsent,
  toAwsProblem,
} from '../../src/aws/errors/errors.ts';

const context: ErrorContext = { service: 'backup', operation: 'ListBackupJobs', region: 'eu-west-1' };
const named = (name: string, message = 'said', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });
const coded = (code: string, more: object = {}) => Object.assign(new Error(`connect ${code}`), { code, ...more });
const status = (httpStatusCode: number, name = 'Unknown', message = 'UnknownError') =>
  named(name, message, { $metadata: { httpStatusCode } });
const credentials = (message: string) => named('CredentialsProviderError', message);

const kinds: readonly (readonly [string, unknown, AwsProblem['kind']])[] = [
  ['AccessDeniedException', named('AccessDeniedException'), 'denied'],
  ['AccessDenied', named('AccessDenied'), 'denied'],
  ['bare 403', status(403), 'denied'],
  ['wrong signature', named('SignatureDoesNotMatch'), 'denied'],
  ['ExpiredToken', named('ExpiredToken'), 'expired-credentials'],
  ['ExpiredTokenException', named('ExpiredTokenException'), 'expired-credentials'],
  ['OptInRequired', named('OptInRequired'), 'region-off'],
  ['ThrottlingException', named('ThrottlingException'), 'throttled'],
  ['Throttling with a namespace', named('com.amazonaws#Throttling'), 'throttled'],
  ['a name with a URI', named('ThrottlingException:http://internal.amazon.com/'), 'throttled'],
  ['TooManyRequestsException', named('TooManyRequestsException'), 'throttled'],
  ['RequestLimitExceeded', named('RequestLimitExceeded'), 'throttled'],
  ['name in Code', Object.assign(new Error('x'), { Code: 'Throttling' }), 'throttled'],
  ['429', status(429), 'throttled'],
  ['a used-up quota', named('LimitExceededException', 'Number of vaults exceeded'), 'invalid'],
  ['ECONNREFUSED', coded('ECONNREFUSED'), 'unreachable'],
  ['all addresses refused', Object.assign(new AggregateError([coded('ECONNREFUSED')])), 'unreachable'],
  ['ENOTFOUND', coded('ENOTFOUND'), 'unreachable'],
  [
    'a reset that calls itself a time-out',
    named('TimeoutError', 'socket hang up', { code: 'ECONNRESET' }),
    'unreachable',
  ],
  ['EPIPE', coded('EPIPE'), 'unreachable'],
  ['unknown CA', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'unreachable'],
  ['self-signed', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable'],
  ['wrong host name', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'unreachable'],
  ['proxy', coded('ERR_PROXY_TUNNEL'), 'unreachable'],
  ['cause of a cause', new Error('x', { cause: new Error('y', { cause: coded('EPIPE') }) }), 'unreachable'],
  ['TimeoutError', named('TimeoutError'), 'timeout'],
  ['ETIMEDOUT', coded('ETIMEDOUT'), 'timeout'],
  ['404', status(404), 'not-offered'],
  ['404 with a name of its own', status(404, 'NotFound'), 'not-offered'],
  ['501', status(501), 'not-offered'],
  ['UnknownOperationException', named('UnknownOperationException'), 'not-offered'],
  ['SyntaxError', new SyntaxError("Unexpected token '<', is not valid JSON"), 'not-offered'],
  ['a number that is none', new TypeError('Expected real number, got implicit NaN'), 'not-offered'],
  ['ValidationException', named('ValidationException'), 'invalid'],
  ['InvalidParameterValueException', named('InvalidParameterValueException'), 'invalid'],
  ['a missing label', new Error('No value provided for input HTTP label: BackupVaultName.'), 'invalid'],
  ['ResourceNotFoundException', named('ResourceNotFoundException'), 'not-found'],
  ['AbortError', named('AbortError'), 'aborted'],
  ['InternalFailure', status(500, 'InternalFailure'), 'unknown'],
  ['a string', 'boom', 'unknown'],
  ['nothing', undefined, 'unknown'],
  ['null', null, 'unknown'],
];

test.each(kinds)('%s', (_, error, kind) => {
  const problem = toAwsProblem(error, context);
  expect(problem.kind).toBe(kind);
  expect(problem.message).not.toMatch(/JSON|undefined|SyntaxError|NaN/);
  expect(problem.message.length).toBeGreaterThan(3);
  expect(problem.nextStep).not.toBe('');
});

test.each([
  'No value provided for input HTTP label: BackupVaultName.',
  'Empty value provided for input HTTP label: BackupVaultName.',
  'URI malformed',
])('what the SDK does not send says which operation it was: %s', (said) => {
  expect(toAwsProblem(new Error(said), context)).toMatchObject({
    kind: 'invalid',
    message: `${context.operation} cannot be sent: ${said}`,
    retryable: false,
  });
});

test('only what may pass by itself is worth asking again', () => {
  const retried = kinds.filter(([, error]) => toAwsProblem(error, context).retryable).map(([, , kind]) => kind);
  expect(new Set(retried)).toEqual(new Set(['throttled', 'unreachable', 'timeout', 'not-offered', 'unknown']));
  expect(toAwsProblem(status(404), context).retryable).toBe(false);
  expect(toAwsProblem(named('Strange'), context).retryable).toBe(false);
});

describe('credentials', () => {
  const withProfile = { ...context, profile: 'prod' };
  test.each([
    [
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      'expired-credentials',
      'run: aws sso login --profile prod',
    ],
    [
      'Token is expired. To refresh this SSO session run ...',
      'expired-credentials',
      'run: aws sso login --profile prod',
    ],
    [
      'Failed to load a token for session x, please re-authenticate using aws login',
      'expired-credentials',
      'run: aws login --profile prod',
    ],
    ['Could not load credentials from any providers', 'no-credentials', 'list-profiles'],
    ['Profile prod was not found.', 'no-credentials', 'list-profiles'],
    [
      'Profile prod credential_process returned invalid JSON.',
      'no-credentials',
      'aws sts get-caller-identity --profile prod',
    ],
    ['getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com', 'unreachable', 'DNS'],
    [
      'Profile prod requires multi-factor authentication, but no MFA code callback was provided.',
      'no-credentials',
      'MFA',
    ],
  ])('%s', (message, kind, step) => {
    const problem = toAwsProblem(credentials(message), withProfile);
    expect(problem.kind).toBe(kind);
    expect(problem.nextStep).toContain(step);
  });

  test('an account or a role that IAM Identity Center does not give is told as such, and an offline machine is not', () => {
    const signIn = { kind: 'sso', profile: 'base' } as const;
    const refused = toAwsProblem(credentials('ForbiddenException: No access'), { ...withProfile, signIn });
    expect(refused).toMatchObject({
      message: 'IAM Identity Center refused the role of profile base.',
      nextStep: 'check sso_account_id and sso_role_name in ~/.aws/config, or ask for the assignment',
    });
    const said = 'getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com';
    expect(toAwsProblem(credentials(said), { ...withProfile, signIn }).message).toBe(
      'DNS does not resolve portal.sso.eu-west-1.amazonaws.com.',
    );
  });

  test('a newcomer without any learns how to get some', () => {
    const problem = toAwsProblem(credentials('Could not load credentials from any providers'), context);
    expect(problem.message).toBe('No AWS credentials were found.');
    expect(problem.nextStep).toBe('run: aws configure sso, or name a profile with --profile or AWS_PROFILE');
  });

  test('the command shown stays one word per argument, whatever the profile is called', () => {
    const hostile = { ...context, profile: "x'; rm -rf ~\n" };
    const { nextStep } = toAwsProblem(credentials('SSO session has expired'), hostile);
    expect(nextStep).toBe("run: aws sso login --profile 'x'\\''; rm -rf ~␊'");
  });
});

describe('keys that are not recognized', () => {
  test.each(['UnrecognizedClientException', 'InvalidClientTokenId', 'AuthFailure'])('%s', (name) => {
    const error = named(name, 'The security token included in the request is invalid.');
    expect(toAwsProblem(error, { ...context, region: 'us-east-1' }).kind).toBe('no-credentials');
    expect(toAwsProblem(error, { ...context, region: 'af-south-1' })).toMatchObject({
      kind: 'region-off',
      message: 'af-south-1 is not enabled for this account.',
    });
  });
});

describe('sentences', () => {
  test('a denial names the right that is missing and who forbids it', () => {
    const said =
      'User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: backup:ListBackupVaults with an explicit deny in a service control policy';
    expect(toAwsProblem(named('AccessDeniedException', said), context)).toMatchObject({
      message: 'backup:ListBackupVaults is denied by a service control policy in eu-west-1.',
      nextStep: 'ask for the permission backup:ListBackupVaults, or use another --profile',
      code: 'AccessDeniedException',
    });
  });

  const bare = 'Insufficient privileges to perform this action.';
  test.each([
    ['DescribeBackupVault', bare, true],
    ['GetBackupVaultAccessPolicy', bare, true],
    ['ListRecoveryPointsByBackupVault', bare, true],
    ['DescribeRecoveryPoint', '', true],
    ['DescribeBackupVault', 'User: x is not authorized to perform: backup:DescribeBackupVault on resource y', false],
    ['ListBackupVaults', bare, false],
    ['DescribeRegionSettings', bare, false],
    ['CreateBackupVault', bare, false],
  ])('%s denied by "%s" may mean that it is not there: %s', (operation, said, expected) => {
    const problem = toAwsProblem(named('AccessDeniedException', said), { ...context, operation });
    expect([problem.kind, problem.message.includes('does not exist'), isAbsent(problem)]).toEqual([
      'denied',
      expected,
      expected,
    ]);
  });

  test('an unreachable host is named', () => {
    const error = coded('ENOTFOUND', { hostname: 'backup.eu-west-9.amazonaws.com' });
    expect(toAwsProblem(error, context).message).toBe('DNS does not resolve backup.eu-west-9.amazonaws.com.');
    const refused = coded('ECONNREFUSED', { address: '::1', port: 4510 });
    expect(toAwsProblem(refused, context).message).toBe('[::1]:4510 does not accept connections.');
  });

  test.each<[string, unknown, string, RegExp]>([
    [
      'it refuses',
      coded('ECONNREFUSED', { address: '127.0.0.1', port: 4510 }),
      'http://localhost:4510',
      /--endpoint-url/,
    ],
    ['its name is not known', coded('ENOTFOUND', { hostname: 'aws.local' }), 'https://aws.local', /--endpoint-url/],
    ['it does not answer', coded('ETIMEDOUT'), 'http://aws.local', /--endpoint-url/],
    [
      'it answers a page',
      { ...named('Error'), $metadata: { httpStatusCode: 502 } },
      'http://aws.local',
      /--endpoint-url/,
    ],
    [
      'the proxy before it refuses',
      coded('ECONNREFUSED', { address: '127.0.0.1', port: 9 }),
      'http://aws.local',
      /PROXY/,
    ],
  ])('of an address that a person named, the next step is about it: %s', (_, error, endpointUrl, step) => {
    const { nextStep } = toAwsProblem(error, { ...context, endpointUrl });
    expect(nextStep).toMatch(step);
    if (!/PROXY/.test(step.source)) expect(nextStep).not.toMatch(/proxy/i);
  });

  test("what AWS says is kept, but cannot reach the terminal's controls nor fill the screen", () => {
    const { message } = toAwsProblem(named('Strange', `\u001b]0;owned\u0007\u202e${'x'.repeat(5000)}`), context);
    expect(message).toMatch(/^␛\]0;owned␇·x+…$/);
    expect(message.length).toBe(300);
  });

  test('a problem passes through as it is, and an abort of the caller explains every error', () => {
    const problem = toAwsProblem(named('ThrottlingException'), context);
    expect(toAwsProblem(new AwsProblemError(problem), context)).toBe(problem);
    expect(toAwsProblem(coded('ECONNRESET'), { ...context, aborted: true }).kind).toBe('aborted');
  });
});
