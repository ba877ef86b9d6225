// What only AWS can tell: who the credentials belong to, its clock, the rights to read, and the queue of the feed.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { capitalized } from '../../aws/errors/problem.ts';
import { findSignIn } from '../../aws/sign-in/credential-source.ts';
import type { Scope } from '../../domain/scope.ts';
import { problemOf } from '../../engine/problem-of.ts';
import { parseQueueUrl } from '../../events/queue-url.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import type { World } from '../world.ts';
import type { DoctorArguments } from './arguments.ts';
import { type CheckLine, line } from './check-line.ts';
import { findPlaceRights, type PlaceRight, placeLines } from './places.ts';
import { findRights, paidOperations, type ReadRight } from './rights.ts';

export interface AwsChecks {
  readonly lines: readonly CheckLine[];
  readonly rights: readonly ReadRight[];
  /** Of all account-Regions but the one that `rights` are of. */
  readonly places: readonly PlaceRight[];
}

export async function awsChecks(world: World, args: DoctorArguments): Promise<AwsChecks> {
  let skew: string | undefined;
  world.onClockSkew((text) => {
    skew = text;
  });
  const { signal } = new AbortController();
  const signIns = await Promise.all(world.place.connections.map(({ id }) => signInCheck(world, id, args)));
  const lines = signIns.map(({ result }) => result);
  const signedInAs = signIns.flatMap(({ scope }) => scope ?? []);
  const [signedIn] = signedInAs;
  if (!signedIn) {
    return {
      lines: [...lines, line('rights', 'reads', ['fail', 'Not known: no credentials work', 'See credentials.'])],
      rights: [],
      places: [],
    };
  }
  const scopes = signedInAs.flatMap((scope) => world.place.regions.map((region) => ({ ...scope, region })));
  const rights = await findRights({ aws: world.aws, scope: signedIn, signal, paid: args.paid });
  const places = await findPlaceRights(world.aws, scopes.slice(1));
  const feed = await Promise.all(args.where.eventQueues.map((url) => queueCheck(world, url)));
  const clock =
    skew === undefined
      ? line('clock', 'offset', ['ok', "AWS's clock and this machine's agree"])
      : line('clock', 'offset', ['warn', skew, 'Set the clock of this machine, for example by NTP.']);
  const rightsHere = rightLines(rights, signedIn, args);
  return { lines: [...lines, clock, ...rightsHere, ...placeLines(places), ...feed], rights, places };
}

interface SignInResult {
  readonly result: CheckLine;
  /** undefined: AWS did not accept the credentials. */
  readonly scope?: Scope;
}

async function signInCheck({ aws, place }: World, id: string, { where }: DoctorArguments): Promise<SignInResult> {
  const connection = place.connections.find((one) => one.id === id);
  const [region = ''] = place.regions;
  const scope = { accountId: '', region, connection: id };
  const name =
    connection?.roleArn ??
    (connection?.profile === undefined ? 'default credentials' : `profile ${connection.profile}`);
  const kind = where.demo ? 'the embedded AWS' : await kindOf(connection?.profile);
  try {
    const { signal } = new AbortController();
    const request = { service: 'sts', operation: 'GetCallerIdentity', input: {} } as const;
    const { Account, Arn } = await aws.call(scope, request, { signal, priority: 0 });
    if (Account === undefined) throw new Error('AWS returned no account');
    const { expiresAt, command } = await aws.signInAhead(id);
    const left = expiresAt === undefined ? undefined : expiresAt - aws.now();
    const expiry =
      left === undefined ? 'expiry not known, or renewed automatically' : `expires ${formatDateTime(expiresAt ?? 0)}`;
    const text = `${name} (${kind}): account ${Account}, ${Arn ?? 'identity not known'}, ${expiry}`;
    const isSoon = left !== undefined && left < soonMs;
    const next = command ? `Run: ${command.join(' ')}` : 'Renew the credentials.';
    const result = isSoon
      ? line('credentials', 'sign-in', ['warn', `${text}, in ${formatAge(Math.max(0, left))}`, next])
      : line('credentials', 'sign-in', ['ok', text]);
    return { result, scope: { ...scope, accountId: Account } };
  } catch (error) {
    const { message, nextStep } = problemOf(error);
    return { result: line('credentials', 'sign-in', ['fail', `${name} (${kind}): ${message}`, capitalized(nextStep)]) };
  }
}

const soonMs = 15 * 60_000;

async function kindOf(profile: string | undefined): Promise<string> {
  const found = await findSignIn(profile, process.env);
  return 'problem' in found ? 'not usable' : kinds[found.kind];
}

const kinds = {
  sso: 'IAM Identity Center',
  login: 'aws login',
  process: 'credential_process',
  keys: 'access keys of the files',
  'web-identity': 'web identity',
  container: 'container role',
  instance: 'instance role',
  environment: 'access keys of the environment',
  chain: 'the default credential chain of this machine',
} as const;

function rightLines(rights: readonly ReadRight[], { region }: Scope, { paid }: DoctorArguments): CheckLine[] {
  const of = (state: ReadRight['state']) => rights.filter((right) => right.state === state);
  const [allowed, denied, unanswered, notSent] = [of('allowed'), of('denied'), of('unanswered'), of('not-asked')];
  const asked = rights.length - notSent.length;
  const notAsked = notSent.filter(({ operation }) => paid || !paidOperations.has(operation));
  const isFine = denied.length + unanswered.length === 0;
  const total = `${isFine ? 'All' : `${allowed.length} of`} ${asked} read requests that were sent are allowed in ${region}`;
  const next = isFine ? undefined : 'Run: vaultop iam-policy';
  return [
    line('rights', 'reads', [isFine ? 'ok' : 'fail', total, next]),
    ...denied.map((right) =>
      line('rights', 'denied', ['fail', `${right.operation} is denied: ${right.lists.join(', ')}`]),
    ),
    ...unanswered.map((right) =>
      line('rights', 'unanswered', [
        'fail',
        `${right.operation}: not known: ${right.problem?.message ?? 'no answer'}`,
        nextOf(right.problem),
      ]),
    ),
    ...(notAsked.length === 0
      ? []
      : [
          line('rights', 'not-asked', [
            'warn',
            `Not known, because the resources that these requests read do not exist or are not known: ${names(notAsked)}`,
            'Compare them with: vaultop iam-policy',
          ]),
        ]),
    ...(paid
      ? []
      : [
          line('rights', 'metrics', [
            'warn',
            `Not known, because AWS bills these requests: ${paidNames}`,
            'To send them: doctor --paid',
          ]),
        ]),
  ];
}

const paidNames = [...paidOperations].join(', ');
const names = (rights: readonly ReadRight[]): string => rights.map(({ operation }) => operation).join(', ');
const nextOf = (problem: AwsProblem | undefined): string | undefined => problem && capitalized(problem.nextStep);

/** Reads attributes of the queue alone: a message that is received would be missing in the dashboard for a while. */
async function queueCheck({ aws, place }: World, url: string): Promise<CheckLine> {
  const { region = place.regions[0] ?? '', name = url } = parseQueueUrl(url) ?? {};
  const scope = { accountId: '', region, connection: place.connections[0]?.id ?? '' };
  try {
    const input = { QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages' as const] };
    const request = { service: 'sqs', operation: 'GetQueueAttributes', input } as const;
    const { Attributes = {} } = await aws.call(scope, request, { signal: new AbortController().signal });
    const count = Attributes.ApproximateNumberOfMessages ?? 'not known';
    return line('feed', 'queue', ['ok', `Queue ${name} exists and has about ${count} messages`]);
  } catch (error) {
    const { kind, message, nextStep } = problemOf(error);
    if (kind === 'denied')
      return line('feed', 'queue', [
        'warn',
        `Queue ${name}: not known, ${message}`,
        'Allow sqs:GetQueueAttributes to check the queue here.',
      ]);
    return line('feed', 'queue', ['fail', `Queue ${name}: ${message}`, capitalized(nextStep)]);
  }
}
