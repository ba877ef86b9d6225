// Every action of every list under the policy that is printed for it: the embedded AWS allows all that its form reads and
// all that it sends, and refuses each of its calls where the policy does not have it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemsOf, visibleFields } from '../../src/app/forms/form.ts';
import type { RunTarget } from '../../src/app/forms/run.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import { readPolicyArguments } from '../../src/cli/iam-policy/arguments.ts';
import { makePolicy, type PolicyDocument, riskOf } from '../../src/cli/iam-policy/policy.ts';
import { policyActionOf } from '../../src/cli/iam-policy/policy-action.ts';
import { runAction } from '../../src/engine/actions/run-action.ts';
import type { Clock } from '../../src/lib/clock.ts';
import {
  type ActionRequest,
  type AnyAction,
  type AnyContext,
  type FormField,
  isLocal,
} from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { formReadsOf } from '../../src/resources/operations.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { type ActionRow, allActions, filledIn, type RegisteredAction, withActionRows } from '../support/all-actions.ts';
import { createHurriedClock } from '../support/hurried-clock.ts';
import { caseCount, isProving, sampled } from '../support/matrix.ts';
import { noon, regions, rowsOf as rowsOfList, withEmbeddedAws } from './embedded-aws.ts';

const embedded = withEmbeddedAws({ furnished: true, write: true });
const { rowsOf, contextOf } = withActionRows(embedded);
let aws: Aws;
beforeAll(() => {
  aws = createAws({
    connections: [
      {
        id: '',
        endpointUrl: embedded.url,
        credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'x' },
        write: true,
      },
    ],
    clock: embeddedClock(),
    env: {},
  });
});
afterAll(() => aws.close());

/** The clock advances with each reading, so that no budget waits, and no timer ever comes due. */
function embeddedClock(): Clock {
  let now = noon;
  return { now: () => (now += 60_000), setTimeout: () => () => {} };
}

const operationsOf = ({ action }: RegisteredAction): string[] => Object.keys(action.retries);
const removes = (one: RegisteredAction) =>
  operationsOf(one).some((operation) => riskOf(`backup:${operation}`) === 'delete');
const reading = allActions.filter((one) => operationsOf(one).length === 0 && !isLocal(one.action));
const sending = allActions.filter((one) => operationsOf(one).length > 0);
/** What others lie in is removed last. */
const rankOf = (one: RegisteredAction): number => {
  if (!removes(one)) return 0;
  return one.action.id === 'delete' && ['vaults', 'plans', 'restore-testing-plans'].includes(one.resource) ? 2 : 1;
};
const cases = sampled(sending, 5).toSorted((one, other) => rankOf(one) - rankOf(other));

const mostRows = caseCount(4, 40);
const policyFor = (...words: string[]): PolicyDocument => makePolicy(readPolicyArguments(words).wants);
const flags = (name: string, values: Iterable<string>): string[] => [...values].flatMap((value) => [name, value]);
const without = ({ Version, Statement }: PolicyDocument, action: string): PolicyDocument => ({
  Version,
  Statement: Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })),
});
const actionNameOf = ({ service, operation }: ActionRequest): string => policyActionOf(`${service}:${operation}`);

/** AWS Backup's requests name the role that it takes on at different depths. */
const rolesIn = (requests: readonly ActionRequest[]): ReadonlySet<string> =>
  new Set(
    [...JSON.stringify(requests).matchAll(/"(?:IamRoleArn|RestoreTestingSelectionRoleArn)":"([^"]+)"/g)].map(
      ([, role = '']) => role,
    ),
  );

/** Those with which GuardDuty scans. */
const scanRolesIn = (requests: readonly ActionRequest[]): ReadonlySet<string> =>
  new Set([...JSON.stringify(requests).matchAll(/"ScannerRoleArn":"([^"]+)"/g)].map(([, role = '']) => role));

const passedIn = (requests: readonly ActionRequest[]): string[] => [
  ...flags('--role', rolesIn(requests)),
  ...flags('--scan-role', scanRolesIn(requests)),
];

/** Other texts for fields of these ids. */
const texts: readonly Readonly<Record<string, (text: string) => string>>[] = [
  { tags: () => 'team=backup' },
  { type: () => 'air-gapped', 'min-retention': () => '7', 'max-retention': () => '30' },
  {
    document: () =>
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*"}]}',
  },
  { document: (text) => text.replace(/"StartWindowMinutes": *\d+/, '"StartWindowMinutes": 77') },
];

/** The form as it is filled in, with each of its fields emptied or given another value, and with the texts above. */
function variantsOf(fields: readonly FormField[], context: AnyContext): AnyContext[] {
  const shown = visibleFields(fields, context);
  const single = shown.flatMap((field) => {
    const options =
      field.kind === 'choice' || field.kind === 'pick' ? field.options(context).map(({ value }) => value) : [];
    const values = field.kind === 'toggle' ? ['true', 'false'] : ['', ...options.slice(0, 4)];
    return field.kind === 'list' ? [] : values.map((value) => ({ [field.id]: value }));
  });
  const others = texts.map((changes) => {
    const changed = Object.entries(changes).filter(([id]) => fields.some((field) => field.id === id));
    return Object.fromEntries(changed.map(([id, change]) => [id, change(String(context.values[id] ?? ''))]));
  });
  return [{}, ...single, ...others]
    .map((values) => ({ ...context, values: { ...context.values, ...values } }))
    .filter((one) => Object.keys(problemsOf(fields, one, true)).length === 0);
}

interface Attempt {
  readonly row: ActionRow;
  readonly values: AnyContext['values'];
  readonly requests: readonly ActionRequest[];
}

interface Wanted {
  readonly rows: readonly ActionRow[];
  /** Operations that were not sent yet. */
  readonly left: ReadonlySet<string>;
  /** AWS has carried out an attempt. */
  isDone(): boolean;
  /** Also on rows of which AWS would refuse it for another reason. */
  readonly isForced: boolean;
}

/** Attempts that send all operations of `left` between them, and one that is carried out, as far as rows and forms do. */
async function* attemptsOf(action: AnyAction, { rows, left, isDone, isForced }: Wanted): AsyncGenerator<Attempt> {
  for (const row of rows) {
    if (left.size === 0 && isDone()) return;
    embedded.setPolicy(undefined);
    const context = await contextOf(action, row, true);
    if (!context || (!isForced && action.on !== 'list' && action.disabled?.(row, context))) continue;
    const filled = filledIn(action.fields ?? [], context);
    if ('problem' in filled) continue;
    for (const { values } of variantsOf(action.fields ?? [], filled)) {
      const requests = action.requests({ ...filled, values });
      const isNew = requests.some(({ operation }) => left.has(operation));
      if (isNew || (left.size === 0 && !isDone() && requests.length > 0)) yield { row, values, requests };
    }
  }
}

/** As they are now, after the actions before. */
async function presentRows(id: ResourceId): Promise<ActionRow[]> {
  const rows = await Promise.all(regions.map((region) => rowsOfList(resources[id], embedded.ask(region))));
  return rows.flat().slice(0, 60) as ActionRow[];
}

let attempted = 0;

/** All that the form reads, then all that the action sends, as the program does it. */
async function perform({ resource, action }: RegisteredAction, { row, values }: Attempt): Promise<Partial<RunTarget>> {
  const context = await contextOf(action, row, true);
  if (!context) return {};
  attempted += 1;
  const whole = { ...context, values, token: `token-${attempted}` };
  const ask = embedded.ask(row.scope.region);
  for (const list of action.knows ?? []) await listed(list, row.scope.region);
  await action.verify?.(ask, whole);
  let target: Partial<RunTarget> = {};
  await runAction({
    aws,
    clock: createHurriedClock(1e6),
    log: { append() {} },
    action: `${resource} ${action.id}`,
    retries: action.retries,
    jobs: [{ label: 'a row', scope: whole.scope, requests: action.requests(whole) }],
    signal: new AbortController().signal,
    changed: (_, news) => {
      target = { ...target, ...news };
    },
  });
  return target;
}

async function listed(id: ResourceId, region: string): Promise<void> {
  for (const list of resources[id].derivedFrom ?? [id])
    for await (const _ of resources[list].list(embedded.ask(region)));
}

/** Sends one request; whatever else AWS says of it does not matter here. */
async function refusedOf({ service, operation, input }: ActionRequest, policy: PolicyDocument, region: string) {
  embedded.refused();
  embedded.setPolicy(policy);
  await embedded
    .ask(region)
    .call(service, operation as never, input as never)
    .catch(() => {});
  return embedded.refused();
}

const unsent = new Set<string>();
const done = new Set<string>();
const read = new Map<ResourceId, Set<string>>();
const noteReads = (list: ResourceId) => read.set(list, new Set([...(read.get(list) ?? []), ...embedded.served()]));

/** Each call of the attempt is refused where the policy lacks its action, its kind of risk or its role. */
async function expectRefusals({ row, requests }: Attempt, words: readonly string[]) {
  const { region } = row.scope;
  const [list = '', resource = ''] = words;
  const passed = passedIn(requests);
  for (const request of requests) {
    if (isReadOnly(request.operation)) continue;
    const name = actionNameOf(request);
    expect(await refusedOf(request, without(policyFor(...words), name), region)).toEqual([name]);
    expect(await refusedOf(request, policyFor(list, resource), region)).toEqual([name]);
    const safe = await refusedOf(request, policyFor(list, resource, '--write', ...passed), region);
    expect(safe).toEqual(riskOf(name) === undefined ? [] : [name]);
    if (passedIn([request]).length === 0) continue;
    const others = words.map((word) => (passed.includes(word) && word.startsWith('arn:') ? `${word}2` : word));
    const noRole = words.filter((word) => !passed.includes(word));
    for (const less of [others, noRole])
      expect(await refusedOf(request, policyFor(...less), region)).toEqual(['iam:PassRole']);
  }
}

/** The flags that print the policy of an action, but for its roles. */
function baseOf(one: RegisteredAction): string[] {
  const kinds = new Set(operationsOf(one).flatMap((operation) => riskOf(`backup:${operation}`) ?? []));
  return ['--lists', one.resource, '--write', ...flags('--allow', kinds)];
}

describe.each([...cases, ...sampled(reading, 1)])('$resource $action.id', ({ resource, action }) => {
  const registered = { resource, action };
  test('its policy allows what its form reads on rows of every kind', { timeout: 300_000 }, async () => {
    embedded.setPolicy(policyFor(...baseOf(registered)));
    embedded.refused();
    embedded.served();
    for (const row of rowsOf(resource, mostRows)) {
      if (action.on !== 'list' && action.disabled?.(row, { now: noon, known: () => [] })) continue;
      const context = await contextOf(action, row, true);
      const filled = context && filledIn(action.fields ?? [], context);
      if (!filled || 'problem' in filled || !action.verify) continue;
      for (const variant of variantsOf(action.fields ?? [], filled))
        await action.verify(embedded.ask(row.scope.region), variant);
    }
    noteReads(resource);
    expect(embedded.refused()).toEqual([]);
  });
});

describe.each(cases)('$resource $action.id', ({ resource, action }) => {
  const registered = { resource, action };
  const base = baseOf(registered);
  const name = `${resource} ${action.id}`;

  test('its policy allows what it sends, and no smaller one does', { timeout: 300_000 }, async () => {
    const left = new Set(operationsOf(registered));
    const isDone = () => done.has(name);
    for (const round of ['first', 'again', 'forced']) {
      const isOver = left.size === 0 && isDone();
      embedded.setPolicy(undefined);
      const rows = round === 'again' && !isOver ? await presentRows(resource) : rowsOf(resource, mostRows);
      for await (const attempt of attemptsOf(action, { rows, left, isDone, isForced: round === 'forced' })) {
        const words = [...base, ...passedIn(attempt.requests)];
        embedded.setPolicy(policyFor(...words));
        embedded.refused();
        embedded.served();
        const { outcome, problem } = await perform(registered, attempt);
        noteReads(resource);
        expect(embedded.refused(), `${outcome} ${problem?.message}`).toEqual([]);
        if (outcome === 'done') done.add(name);
        const isNew = attempt.requests.some(({ operation }) => left.delete(operation));
        for (const { operation } of attempt.requests) left.delete(operation);
        if (isNew) await expectRefusals(attempt, words);
      }
    }
    for (const operation of left) unsent.add(`${name} ${operation}`);
  });
});

test.runIf(isProving)('all operations of all actions were sent, and each action was carried out', () => {
  expect([...unsent]).toEqual([]);
  const names = sending.map(({ resource, action }) => `${resource} ${action.id}`);
  // The change of the team by the action before is pending, and no restore job of this estate waits for its result.
  const impossible = ['vaults remove-approval-team', 'restore-jobs validate'];
  expect(names.filter((name) => !done.has(name) && !impossible.includes(name))).toEqual([]);
});

test.runIf(isProving)('forms read no less than what their policy has', () => {
  const lists = [...new Set([...sending, ...reading].map(({ resource }) => resource))];
  const unread = lists.flatMap((list) =>
    formReadsOf(list)
      .filter((name) => !read.get(list)?.has(name.split(':')[1] ?? ''))
      .map((name) => `${list} ${name}`),
  );
  // Of the key of a topic: those of this estate have none.
  expect(unread).toEqual(['vaults kms:DescribeKey', 'vaults kms:GetKeyPolicy']);
});
