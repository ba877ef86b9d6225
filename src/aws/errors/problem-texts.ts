// The texts of problems: one sentence, and the next step.
import { responseLimits } from '../../../config/budgets.ts';
import { isKnownRegion, nearRegion } from '../known-regions.ts';
import type { Service } from '../operations.ts';
import { skewText } from './clock-skew.ts';
import type { ErrorFacts } from './error-facts.ts';
import type { NetworkTrouble } from './error-tables.ts';
import type { AwsProblem } from './errors.ts';
import { type CallContext, capitalized, problem, quote, withProfile } from './problem.ts';

const titles: Record<Service, string> = {
  backup: 'AWS Backup',
  cloudtrail: 'CloudTrail',
  cloudwatch: 'CloudWatch',
  sts: 'STS',
  account: 'Account Management',
  organizations: 'Organizations',
  sqs: 'SQS',
  'resource-explorer-2': 'Resource Explorer',
  tagging: 'Resource Groups Tagging API',
  ec2: 'EC2',
  rds: 'RDS',
  cloudformation: 'CloudFormation',
  kms: 'KMS',
  dynamodb: 'DynamoDB',
  sns: 'SNS',
};

/** The prefix of the service's actions in IAM policies. */
const actionPrefixOf = (service: Service): string => (service === 'tagging' ? 'tag' : service);

const checkEndpoint = 'check --endpoint-url, and what listens there; vaultop tries again';

/**
 * AWS refuses a vault that does not exist with this message, whatever the permissions; the message about a missing
 * permission names it. https://github.com/boto/boto3/issues/2269
 */
const mayBeAbsent = ({ service, operation }: CallContext, said: string): boolean =>
  service === 'backup' && namesOneThing.test(operation) && !/not authorized to perform/i.test(said);
const namesOneThing = /^(?!Create|Export|Describe(Region|Global)Settings)(?!List(?!\w+By))/;

export function denied(place: CallContext, said: string, code?: string): AwsProblem {
  const { service, operation, region } = place;
  const right =
    /not authorized to perform:? ([\w-]+:\w+)/i.exec(said)?.[1] ?? `${actionPrefixOf(service)}:${operation}`;
  const why = /service control policy/.test(said)
    ? ' by a service control policy'
    : /explicit deny/.test(said)
      ? ' by an explicit deny'
      : '';
  const step = right.endsWith('WithWebIdentity')
    ? 'check that the trust policy of the role names this issuer and subject'
    : `ask for the permission ${right}, or use another --profile`;
  if (!mayBeAbsent(place, said))
    return problem('denied', { message: `${right} is denied${why} in ${region}.`, nextStep: step, code });
  const message = `${right} is denied in ${region}, or the resource does not exist there.`;
  const nextStep = `check the name and the Region, or ${step}`;
  return { ...problem('denied', { message, nextStep, code }), mayBeAbsent: true };
}

export function wrongSignature({ region }: CallContext, code: string, skewMs?: number): AwsProblem {
  if (skewMs !== undefined) {
    const message = `AWS does not accept the signature of the request in ${region}: ${skewText(skewMs)}`;
    return problem('denied', { message, nextStep: 'set the clock of this machine', code });
  }
  const step = "check the secret key and this machine's clock";
  return problem('denied', {
    message: `AWS does not accept the signature of the request in ${region}.`,
    nextStep: step,
    code,
  });
}

export function notRecognized(place: CallContext, alwaysOn: boolean, code: string): AwsProblem {
  const { region, profile } = place;
  if (alwaysOn) {
    const step = `check the keys: ${withProfile('aws sts get-caller-identity', profile)}`;
    return problem('no-credentials', {
      message: `AWS rejects these credentials in ${region}.`,
      nextStep: step,
      code,
    });
  }
  const step = `enable ${region} for the account, or leave it out with --region; if it is enabled, check the keys`;
  return problem('region-off', { message: `${region} is not enabled for this account.`, nextStep: step, code });
}

export function regionOff({ service, region }: CallContext, code: string): AwsProblem {
  const step = `enable ${region} for the account, or leave it out`;
  return problem('region-off', {
    message: `${titles[service]} is not enabled in ${region} for this account.`,
    nextStep: step,
    code,
  });
}

export function throttled({ service, region }: CallContext, code?: string): AwsProblem {
  const step = 'nothing to do: vaultop sends fewer requests for a while';
  return problem('throttled', {
    message: `${titles[service]} in ${region} throttles requests.`,
    nextStep: step,
    code,
    retryable: true,
  });
}

const troubles: Record<
  Exclude<NetworkTrouble, 'timeout'>,
  (host: string, operation: string) => readonly [message: string, step: string]
> = {
  refused: (host) => [`${host} does not accept connections.`, 'check the network, HTTPS_PROXY and AWS_ENDPOINT_URL'],
  unnamed: (host) => [`DNS does not resolve ${host}.`, "check the Region's name, DNS and HTTPS_PROXY"],
  broken: (host) => [`The connection to ${host} was interrupted.`, 'check the network; vaultop tries again'],
  untrusted: (host) => [
    `The certificate of ${host} is not trusted.`,
    "name your CA in AWS_CA_BUNDLE, or in the profile's ca_bundle",
  ],
  garbled: (host, operation) => [
    `${host} answers ${operation} with something other than HTTP.`,
    'check the address, its http:// or https://, and the proxy; vaultop tries again',
  ],
  proxy: (host) => [`The proxy refuses the connection to ${host}.`, 'check HTTPS_PROXY and NO_PROXY'],
};

interface NetworkFailure extends Pick<ErrorFacts, 'host'> {
  readonly trouble: NetworkTrouble;
  readonly code: string;
}

export function unreachable(place: CallContext, { trouble, host, code }: NetworkFailure): AwsProblem {
  if (trouble === 'timeout') return timeout(place, code);
  const [message, step] =
    unknownRegion(place, code) ?? troubles[trouble](quote(host ?? hostOf(place)), place.operation);
  const isEndpoint = trouble !== 'proxy' && trouble !== 'untrusted' && isOf(place.endpointUrl, host);
  return problem('unreachable', { message, nextStep: isEndpoint ? checkEndpoint : step, code, retryable: true });
}

/** A host name that DNS does not know, in a Region that is not in the list. */
function unknownRegion({ region, endpointUrl }: CallContext, code: string): [string, string] | undefined {
  if (code !== 'ENOTFOUND' || endpointUrl !== undefined || isKnownRegion(region)) return undefined;
  const near = nearRegion(region);
  const check = 'check --region, AWS_REGION and the region of the profile';
  const step = near === undefined ? check : `did you mean ${near}? ${capitalized(check)}`;
  return [`Region "${quote(region)}" may not exist: DNS does not resolve its endpoints.`, step];
}

/**
 * Whether the host is the endpoint that a person configured, and not a proxy. The host name may have become an IP
 * address.
 */
function isOf(endpointUrl: string | undefined, host: string | undefined): boolean {
  if (endpointUrl === undefined || !URL.canParse(endpointUrl)) return false;
  const { hostname, port, protocol } = new URL(endpointUrl);
  const [, name, failed] = /^(.*?)(?::(\d+))?$/.exec(host ?? hostname) ?? [];
  return failed === undefined ? name === hostname : failed === (port || (protocol === 'http:' ? '80' : '443'));
}

const hostOf = ({ service, region }: CallContext) => `${titles[service]} in ${region}`;

export function gatewayFailed(place: CallContext, status: number): AwsProblem {
  const named = place.endpointUrl !== undefined;
  const step = named ? checkEndpoint : 'check the proxy and the endpoint; vaultop tries again';
  const message = named
    ? `The endpoint answered ${status} for ${hostOf(place)}, but not in the form of an AWS response.`
    : `A proxy or gateway, not AWS, answered ${status} for ${hostOf(place)}.`;
  return problem('unreachable', { message, nextStep: step, code: String(status), retryable: true });
}

/** A redirect could lead signed requests anywhere. The part after "?" may be a secret. */
export function redirected(place: CallContext, status: number, to: string): AwsProblem {
  const where = quote(withoutSecrets(to));
  const message = `${hostOf(place)} answers ${place.operation} with a redirect to ${where}, which vaultop does not follow.`;
  const step = place.endpointUrl === undefined ? 'check the proxy, or sign in to the network' : checkEndpoint;
  return problem('unreachable', { message, nextStep: step, code: String(status), retryable: true });
}

const withoutSecrets = (address: string): string =>
  (address.split(/[?#]/)[0] ?? '').replace(/^([\w+.-]*:?\/\/)[^/]*@/, '$1');

export function timeout(place: CallContext, code?: string): AwsProblem {
  const step = place.endpointUrl === undefined ? 'check the network; vaultop tries again' : checkEndpoint;
  return problem('timeout', {
    message: `${hostOf(place)} did not answer in time.`,
    nextStep: step,
    code,
    retryable: true,
  });
}

export function notOffered(service: Service, operation: string, code?: string): AwsProblem {
  const message = `This endpoint does not offer ${titles[service]}'s ${operation}.`;
  return problem('not-offered', { message, nextStep: 'nothing to do: vaultop works without it', code });
}

/** The response may have been cut in transit: the request can be repeated. */
export function unreadable(
  { service, operation }: Pick<CallContext, 'service' | 'operation'>,
  why?: string,
): AwsProblem {
  const message = `The answer to ${titles[service]}'s ${operation} cannot be read${why === undefined ? '' : `: ${why}`}; this endpoint may not offer it.`;
  return problem('not-offered', { message, nextStep: checkResponse, code: undefined, retryable: true });
}

const checkResponse = 'vaultop tries again; check AWS_ENDPOINT_URL if it stays';

export const rowsLeftOut = (message: string): AwsProblem => ({
  ...problem('not-offered', { message, nextStep: checkResponse, code: undefined, retryable: true }),
  isPartial: true,
});

export function responseTooLong(place: CallContext): AwsProblem {
  const message = `${hostOf(place)} sent a response of more than ${responseLimits.mostBytes / 1_000_000} MB, the most that vaultop reads.`;
  return problem('not-offered', {
    message,
    nextStep: 'check the proxy and the endpoint; vaultop tries again',
    code: undefined,
    retryable: true,
  });
}

export function invalid({ operation }: CallContext, said: string, code?: string): AwsProblem {
  return problem('invalid', {
    message: quote(said) || `AWS does not accept the input of ${operation}.`,
    nextStep: 'correct the request',
    code,
  });
}

/** The SDK's own message does not contain the operation. */
export const notSent = ({ operation }: CallContext, said: string): AwsProblem =>
  problem('invalid', {
    message: `${operation} cannot be sent: ${quote(said)}`,
    nextStep: 'correct the request',
    code: undefined,
  });

export function notFound({ operation, region }: CallContext, said: string, code?: string): AwsProblem {
  const message = quote(said) || `${operation}: the resource does not exist in ${region}.`;
  return problem('not-found', { message, nextStep: 'refresh the list: the resource may be deleted', code });
}

export const aborted = (): AwsProblem =>
  problem('aborted', { message: 'The response is no longer needed.', nextStep: 'nothing', code: undefined });

export function unknown(place: CallContext, facts: Pick<ErrorFacts, 'name' | 'message' | 'status'>): AwsProblem {
  const { name, message: said, status = 0 } = facts;
  const serverFault = status >= 500;
  const code = name === 'Error' ? undefined : name;
  const words = /^(unknown(error)?)?$/i.test(said) ? '' : quote(said);
  const message = words || `${hostOf(place)} failed ${place.operation} without a reason.`;
  const step = serverFault ? 'nothing to do: vaultop tries again' : 'see the log file';
  return problem('unknown', { message, nextStep: step, code, retryable: serverFault });
}

export function endlessPages({ service, operation }: { service: Service; operation: string }, how: string): AwsProblem {
  const message = `${titles[service]}'s ${operation} ${how}: the list is incomplete.`;
  return problem('unknown', { message, nextStep: 'narrow the list, or check the endpoint', code: undefined });
}

/** Like the AWS CLI: it is unknown whether the configured endpoint is of this kind. */
export function addressForbids(kind: 'FIPS' | 'DUALSTACK'): AwsProblem {
  const message = `AWS_USE_${kind}_ENDPOINT cannot be combined with an endpoint URL.`;
  const step = `unset AWS_USE_${kind}_ENDPOINT (or use_${kind.toLowerCase()}_endpoint in ~/.aws/config), or give no endpoint URL`;
  return problem('invalid', { message, nextStep: step, code: undefined });
}
