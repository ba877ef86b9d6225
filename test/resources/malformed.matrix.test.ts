// Every list, detail and description with members that are missing, null or of another type: a row or a member is lost,
// and nothing is thrown but AWS's refusals.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toDocumentResponse } from '../../src/app/detail/detail-view.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import * as backup from '../../src/aws/declared/backup.ts';
import * as kms from '../../src/aws/declared/kms.ts';
import * as explorer from '../../src/aws/declared/resource-explorer.ts';
import * as tagging from '../../src/aws/declared/tagging.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { requiredPath } from '../../src/aws/responses/response-members.ts';
import { readOperations } from '../../src/emulator/wire/operations.ts';
import { createRouter } from '../../src/emulator/wire/rest-json.ts';
import { createRequestContext, readRows } from '../../src/engine/request-context.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource, DetailSection, RequestContext } from '../../src/resources/resource.ts';
import { caseCount, sampled, seededRandom } from '../support/matrix.ts';
import { answerOf, missing, type Path, pathsOf, withWrong, wrongValues } from '../support/schema-responses.ts';

const now = Date.UTC(2026, 0, 15, 12);
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const operations = [...readOperations(backup), ...readOperations(explorer)];
/** For the services whose requests name the operation in a header. */
const namedOperations = new Map([cloudtrail, kms, tagging].flatMap(readOperations).map((one) => [one.name, one]));
const route = createRouter(operations);
const wellFormed = new Map([...operations, ...namedOperations.values()].map((one) => [one.name, answerOf(one.output)]));

interface Wrong {
  readonly operation: string;
  readonly path: Path;
  readonly value: unknown;
}
let wrong: Wrong | undefined;
const requested = new Set<string>();
/** The clock advances with each reading, so that no budget waits. */
let at = now;
const scaledCadence: Clock = { now: () => (at += 60_000), setTimeout: () => () => {} };
let server: Server;
let aws: Aws;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://aws');
    const target =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const name =
      namedOperations.get(target)?.name ?? route(request.method ?? '', url.pathname, url.searchParams)?.operation.name;
    request.resume();
    requested.add(name ?? '');
    const good = wellFormed.get(name ?? '') ?? {};
    const body = wrong && wrong.operation === name ? withWrong(good, wrong.path, wrong.value) : good;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'A', secretAccessKey: 'x' };
  aws = createAws({
    connections: [{ id: '', endpointUrl, credentials }],
    clock: scaledCadence,
    env: {},
    rates: 'unlimited',
  });
});
afterAll(() => {
  aws.close();
  server.closeAllConnections();
  server.close();
});

const signal = new AbortController().signal;
const place = () => ({ aws, scope, params: {}, signal, priority: 0, now }) as const;
const ask = (): RequestContext => createRequestContext(place());

/** Lists that send requests. Metrics and their series are in another encoding; events come from queues. */
const listed = Object.values(resources).filter(
  ({ id, derivedFrom }) => !derivedFrom && id !== 'metrics' && id !== 'metric-series' && id !== 'events',
);

/** A refusal names its operation. */
async function refusable<Result>(task: Promise<Result>): Promise<Result | undefined> {
  try {
    return await task;
  } catch (error) {
    if (!(error instanceof AwsProblemError)) throw error;
    const { message } = error.problem;
    // A row without its id requests something that does not exist, by another operation.
    if (![...wellFormed.keys()].some((name) => message.includes(name)))
      throw new Error(`does not name its operation: ${message}`);
    return undefined;
  }
}

const tones: readonly (string | undefined)[] = [undefined, 'plain', 'good', 'busy', 'warn', 'bad', 'muted', 'accent'];

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
async function rowsOf(resource: AnyResource): Promise<any[]> {
  const rows = [];
  for await (const page of resource.list(ask())) rows.push(...page);
  return rows;
}

/** What is wrong with what a row would be drawn as. */
async function faultsOf(resource: AnyResource): Promise<string[]> {
  const rows = (await refusable(rowsOf(resource))) ?? [];
  const texts: [what: string, text: unknown][] = [];
  for (const row of rows.slice(0, 3)) {
    texts.push(['key', resource.key(row)], ['label', resource.label(row)], ['copyText', resource.copyText(row, now)]);
    for (const column of resource.columns) {
      texts.push([column.id, column.text(row, now)]);
      column.sortBy?.(row, now);
      const pieces = column.pieces?.(row, now) ?? [];
      for (const { text } of pieces) texts.push([column.id, text]);
      for (const tone of [column.tone?.(row, now), ...pieces.map((piece) => piece.tone)]) {
        if (!tones.includes(tone)) texts.push([`tone of ${column.id}`, undefined]);
      }
    }
    for (const drill of resource.drillDowns) {
      for (const [name, text] of Object.entries(drill.params(row) ?? {})) texts.push([`params ${name}`, text]);
    }
    resource.isBusy?.(row);
    texts.push(...textsOf(resource.detail(row, undefined, now)));
  }
  const document = rows[0] && (await refusable(resource.describe(ask(), rows[0])));
  if (rows[0] && document !== undefined) {
    toDocumentResponse(document);
    texts.push(...textsOf(resource.detail(rows[0], document ?? undefined, now)));
  }
  return texts.flatMap(([what, text]) =>
    typeof text === 'string' && text === sanitize(text) && !/undefined|NaN|\[object|Invalid/.test(text)
      ? []
      : [`${what}: ${text}`],
  );
}

const textsOf = (sections: readonly DetailSection[]): [string, unknown][] =>
  sections.flatMap((section): [string, unknown][] =>
    section.kind === 'fields'
      ? section.fields.map(({ label, text }) => [label, text])
      : section.rows.flatMap((row) =>
          section.columns.map((column): [string, unknown] => [column.id, column.text(row, now)]),
        ),
  );

test('with answers as the schemas say, every list has rows', async () => {
  wrong = undefined;
  const empty = new Set<string>();
  for (const resource of listed) {
    expect([resource.id, await faultsOf(resource)]).toEqual([resource.id, []]);
    if ((await rowsOf(resource)).length === 0) empty.add(resource.id);
  }
  expect([...empty]).toEqual([]);
});

test.each(listed.map((resource) => [resource.id, resource] as const))(
  '%s: a description that is {} or null leaves the detail that the row gives',
  async (_, resource) => {
    wrong = undefined;
    const [row] = await rowsOf(resource);
    requested.clear();
    await resource.describe(ask(), row);
    for (const operation of requested) {
      for (const value of [{}, null, [], 7]) {
        wrong = { operation, path: [], value };
        const document = await refusable(resource.describe(ask(), row));
        if (document !== undefined) expect(toDocumentResponse(document).lines.length).toBeGreaterThan(0);
        for (const [, text] of textsOf(resource.detail(row, document, now))) expect(text).toBeTypeOf('string');
      }
    }
  },
);

test('with one member as it should not be, nothing breaks', async () => {
  const random = seededRandom(5);
  const cases: { resource: AnyResource; wrong: Wrong }[] = [];
  for (const resource of listed) {
    wrong = undefined;
    requested.clear();
    await faultsOf(resource);
    for (const operation of requested) {
      const paths = [[], ...pathsOf(wellFormed.get(operation))];
      for (const path of paths) {
        // Missing and null always, and three of the others.
        const others = wrongValues
          .slice(2)
          .toSorted(() => random() - 0.5)
          .slice(0, 3);
        for (const value of [missing, null, ...others]) {
          if (path.length > 0 || value !== missing) cases.push({ resource, wrong: { operation, path, value } });
        }
      }
    }
  }
  const found: string[] = [];
  const tried = sampled(cases, 12);
  for (const one of tried) {
    ({ wrong } = one);
    const { operation, path, value } = one.wrong;
    const faults = await faultsOf(one.resource).catch((error: Error) => [
      String(error.stack).split('\n').slice(0, 3).join(' '),
    ]);
    if (faults.length > 0) {
      found.push(
        `${one.resource.id} ${operation} ${path.join('.')} = ${String(value === missing ? 'missing' : JSON.stringify(value))}: ${faults.slice(0, 2).join(', ')}`,
      );
    }
  }
  expect(found.slice(0, 60)).toEqual([]);
  if (tried.length > 500) console.info(`${tried.length} of ${cases.length} answers`);
});

const valueAt = (answer: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string | number, unknown>)[name], answer);

test.each(listed.map((resource) => [resource.id, resource] as const))(
  '%s: what is no row among the rows of a list leaves the others, and is told with its operation',
  async (_, resource) => {
    wrong = undefined;
    requested.clear();
    const all = (await rowsOf(resource)).length;
    for (const operation of requested) {
      const isOfTrail = namedOperations.has(operation);
      const path = requiredPath(isOfTrail ? 'cloudtrail' : 'backup', operation);
      const items = valueAt(wellFormed.get(operation), path);
      if (!Array.isArray(items)) continue;
      // In responses of CloudTrail the SDK makes an object of a list before it can be checked.
      for (const item of ['words', 7, true, ...(isOfTrail ? [] : [[]])]) {
        wrong = { operation, path, value: [items[0], item, ...items.slice(1)] };
        const rows: unknown[] = [];
        const reading = (async () => {
          for await (const page of readRows(place(), resource.list)) rows.push(...page);
        })();
        const problem = await reading.catch((error: Error) => error.message);
        expect(problem).toMatch(new RegExp(`^${operation} sent an? \\w+ where an? [a-z ]+ should be: `));
        expect([operation, rows.length]).toEqual([operation, all]);
      }
    }
  },
);

/** Words that no enum has, names that every object has, and what a terminal would obey. */
const strangeTexts = [
  'SOMETHING_NEW',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  ' ',
  '-',
  '\x1b[2J\x07',
  '\x9b31m',
  'a\rb\nc',
  '\u202etxt.exe',
  '\u180b\u180f\u{1d173}\u{e0041}',
  '\ud800',
  'e\u0301'.repeat(3) + '\u0301'.repeat(60),
  'x'.repeat(5_000),
  '日本語'.repeat(200),
  '=1+1',
  'undefined-ish'.slice(0, 4),
  '{"a":',
  '[[[[',
];
/** Whether an event is one of AWS Backup, and which version of a plan is looked up: other words mean other rows. */
const decidesRows = /\.(EventSource|VersionId)$/;
const isText = (answer: unknown, path: Path): boolean => typeof valueAt(answer, path) === 'string';

test('with unknown words and hostile text in any member, every row stays and nothing of it reaches the screen', async () => {
  const random = seededRandom(11);
  const cases: { resource: AnyResource; wrong: Wrong }[] = [];
  for (const resource of listed) {
    wrong = undefined;
    requested.clear();
    await faultsOf(resource);
    for (const operation of requested) {
      const answer = wellFormed.get(operation);
      for (const path of pathsOf(answer).filter((one) => isText(answer, one) && !decidesRows.test(one.join('.')))) {
        const texts = strangeTexts.toSorted(() => random() - 0.5).slice(0, caseCount(2, 4));
        for (const value of texts) cases.push({ resource, wrong: { operation, path, value } });
      }
    }
  }
  const found: string[] = [];
  const tried = sampled(cases, 25, 3);
  for (const one of tried) {
    wrong = undefined;
    const count = (await rowsOf(one.resource)).length;
    ({ wrong } = one);
    const faults = await faultsOf(one.resource).catch((error: Error) => [
      String(error.stack).split('\n').slice(0, 3).join(' '),
    ]);
    const rows = (await refusable(rowsOf(one.resource)).catch(() => undefined))?.length;
    if (rows === undefined || rows < count - 1) faults.push(`${rows} rows of ${count}`);
    if (faults.length > 0) {
      const { operation, path, value } = one.wrong;
      found.push(
        `${one.resource.id} ${operation} ${path.join('.')} = ${JSON.stringify(value).slice(0, 40)}: ${faults.slice(0, 2).join(', ').slice(0, 300)}`,
      );
    }
  }
  expect(found.slice(0, 60)).toEqual([]);
  if (tried.length > 500) console.info(`${tried.length} of ${cases.length} strange texts`);
});
