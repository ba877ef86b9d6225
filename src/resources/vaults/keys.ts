import { AwsProblemError } from '../../aws/errors/errors.ts';
import { regionOf, shortName } from '../../domain/arn.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import { scopeKey } from '../../domain/scope.ts';
import { changeOf, isKeyGone, type KmsKey, keyTone } from '../../domain/vaults/kms-key.ts';
import { formatAge } from '../../lib/text/format.ts';
import { isDenial, toDocument } from '../document.ts';
import { defined, epochOf, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { readKeyChanges } from './key-changes.ts';
import { listVaults } from './list-vaults.ts';
import { listSweep } from './recovery-point-lists.ts';

/** The KMS keys of vaults and recovery points, and whether they can still decrypt. */
export const keys: Resource<KmsKey> = {
  id: 'keys',
  title: 'KMS key',
  plural: 'KMS keys',
  aliases: ['kms', 'key'],
  cadence: 'keys',
  params: { arn: 'one key' },
  fields: ['arn', 'state', 'deletionAt', 'refused', 'change.event', 'change.at', 'change.actor', 'vaults', 'points'],
  list: listKeys,
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: { subject: ({ arn }) => arn, volatile: ['points'], always: ['points'], memberOfParam: { arn: 'arn' } },
  columns: [
    {
      id: 'key',
      title: 'KEY',
      width: 'grow',
      keep: 100,
      text: ({ arn }) => shortName(arn),
      identity: ({ arn }) => arn,
    },
    { id: 'state', title: 'STATE', width: 16, keep: 99, text: stateText, tone: keyTone },
    {
      id: 'points',
      title: 'POINTS',
      member: 'points',
      measure: 'number',
      width: 7,
      keep: 98,
      align: 'right',
      text: ({ points }) => String(points),
      sortBy: ({ points }) => points,
    },
    {
      id: 'deletion',
      title: 'DELETED IN',
      member: 'deletionAt',
      measure: 'until',
      width: 10,
      keep: 95,
      align: 'right',
      text: ({ deletionAt }, now) => (deletionAt === undefined ? '' : formatAge(Math.max(0, deletionAt - now))),
      sortBy: ({ deletionAt }) => deletionAt,
      tone: () => 'bad',
    },
    { id: 'vaults', title: 'VAULTS', width: 'grow', keep: 85, text: ({ vaults }) => vaults.join(' ') },
    { id: 'arn', title: 'ARN', member: 'arn', width: 'grow', keep: 40, text: ({ arn }) => arn, tone: () => 'muted' },
  ],
  sort: { column: 'state', descending: false },
  label: ({ arn }) => shortName(arn),
  copyText: ({ arn }) => arn,
  describe: async (request, { arn }) => toDocument(await describeKey(request, arn)),
  detail: (row, _document, now) => [
    fieldsSection('KMS key', [
      ['ARN', row.arn],
      ['State', stateText(row), keyTone(row)],
      ['Refused', row.refused, 'warn'],
      ['Deletion', timeText(row.deletionAt, now), 'bad'],
      ['Changed by', row.change && actorWords(row.change.actor)],
      ['Changed at', timeText(row.change?.at, now)],
      ['Vaults', row.vaults.join(', ')],
      ['Recovery points', String(row.points), isKeyGone(row) && row.points > 0 ? 'bad' : 'plain'],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [
    {
      to: 'audits',
      title: 'who changed it',
      params: ({ change }) => (change ? { eventName: change.event } : undefined),
    },
  ],
};

function stateText({ state }: KmsKey): string {
  return state ?? 'not known';
}

/** The vaults and recovery points that a key encrypts. */
interface Encrypted {
  readonly vaults: Set<string>;
  points: number;
}

async function* listKeys(request: RequestContext): AsyncGenerator<KmsKey[]> {
  const { arn } = request.params;
  const found = new Map<string, Encrypted>();
  const of = (keyArn: string): Encrypted => {
    const known = found.get(keyArn) ?? { vaults: new Set<string>(), points: 0 };
    found.set(keyArn, known);
    return known;
  };
  for await (const page of listVaults(request)) {
    for (const { keyArn, name } of page) if (keyArn) of(keyArn).vaults.add(name);
  }
  const refused = await countPoints(request, of);
  const wanted = [...found].filter(([keyArn]) => arn === undefined || keyArn === arn);
  const gone: KmsKey[] = [];
  for (const [keyArn, { vaults, points }] of wanted) {
    const key = { ...(await readKey(request, keyArn)), vaults: [...vaults].sort(), points };
    if (isKeyGone(key)) gone.push(key);
    else yield [key];
  }
  if (gone.length > 0) yield await withChanges(request, gone);
  // The recovery points of other vaults are counted, and their keys are yielded.
  if (refused !== undefined) throw refused;
}

/** Each key with the call after which it cannot decrypt. */
async function withChanges(request: RequestContext, gone: readonly KmsKey[]): Promise<KmsKey[]> {
  const changes = await readKeyChanges(request);
  return gone.map((key) => {
    const change = changeOf(key, changes(key.arn));
    return change ? { ...key, change } : key;
  });
}

/** Returns the reason why not all recovery points could be counted. */
async function countPoints(request: RequestContext, of: (keyArn: string) => Encrypted): Promise<unknown> {
  try {
    for await (const points of listSweep({ ...request, params: {} })) {
      for (const { keyArn } of points) if (keyArn) of(keyArn).points += 1;
    }
    return undefined;
  } catch (error) {
    if (isDenial(error)) return error;
    throw error;
  }
}

function describeKey(request: RequestContext, arn: string) {
  const scope = { ...request.scope, region: regionOf(arn) || request.scope.region };
  return request.callsWith({ scope }).call('kms', 'DescribeKey', { KeyId: arn });
}

async function readKey(request: RequestContext, arn: string): Promise<Omit<KmsKey, 'vaults' | 'points'>> {
  const { scope } = request;
  try {
    const { KeyMetadata: key } = await describeKey(request, arn);
    const state = wordsOf(key?.KeyState);
    return defined({
      scope,
      arn,
      state,
      deletionAt: epochOf(key?.DeletionDate),
      refused: state === undefined ? 'KMS did not return the state of the key.' : undefined,
    });
  } catch (error) {
    if (!(error instanceof AwsProblemError)) throw error;
    const { kind, message, retryable } = error.problem;
    if (kind === 'not-found') return { scope, arn, state: 'NotFound' };
    if (retryable || kind === 'aborted') throw error;
    return { scope, arn, refused: message };
  }
}
