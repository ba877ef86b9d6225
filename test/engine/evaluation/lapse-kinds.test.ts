// An acknowledgement of each kind of finding ends once the finding is gone, and not while that is not known.
import { expect, test } from 'vitest';
import {
  type Acknowledgement,
  acknowledgementOf,
  lapsedAcknowledgements,
  lineKey,
} from '../../../src/domain/attention/findings/acknowledgement.ts';
import type { EvidenceList } from '../../../src/domain/attention/findings/evidence.ts';
import { findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { evaluatePlace } from '../../../src/engine/evaluation/account-regions/evaluate-place.ts';
import { withoutLists } from '../../../src/engine/evaluation/evaluation-request.ts';
import type { ResourceId } from '../../../src/resources/resource-id.ts';
import { type Example, examples } from '../../domain/attention/examples.ts';
import { accessPoint, type Estate, factsOf, kmsKey, minute, noon } from '../../domain/attention/facts-of.ts';
import { inventoried, inventorySource } from '../../domain/coverage/inventory-rows.ts';

const all = findingKinds.flatMap((kind) =>
  Object.values(examples[kind]).flatMap((each) => each.map((example) => [kind, example] as const)),
);

/** Everything is answered, and nothing is there that could be wrong. */
const sound: Estate = {
  rules: [],
  selections: [],
  vaults: [],
  points: [],
  inventory: [inventorySource()],
  keys: [],
  accessPoints: [],
};

interface Evaluating {
  readonly settings?: AttentionSettings;
  readonly without?: readonly ResourceId[];
  readonly at?: number;
}

/** As the evaluation hands it over. */
function placeOf(estate: Estate, { settings = noSettings, without = [], at = noon + minute }: Evaluating = {}) {
  const facts = withoutLists(factsOf(estate), without);
  const place = evaluatePlace(facts, { vaults: new Map(), settings, now: noon, book: createScheduleBook() });
  const rows = [...place.evaluation.findingRows.value().values()];
  const keys = () => new Set(rows.map(lineKey));
  return { ...facts.scope, at, rows, keys, isAnswered: place.isAnswered };
}

function acknowledged(kind: string, { estate, settings }: Example): readonly Acknowledgement[] {
  const found = placeOf(estate, settings ? { settings } : {}).rows.filter((row) => row.kind === kind);
  expect(found).not.toEqual([]);
  return found.map((row) => acknowledgementOf(row, noon));
}

const lifted = (seen: readonly Acknowledgement[], estate: Estate, how: Evaluating): readonly string[] =>
  lapsedAcknowledgements(seen, placeOf(estate, how)).lifted;

const everything = (settings: AttentionSettings = noSettings): AttentionSettings => ({
  ...settings,
  coverage: true,
  accessPoints: true,
});

test.each(all)('%s: held while it is there, ended once it is gone', (kind, example) => {
  const seen = acknowledged(kind, example);
  const settings = everything(example.settings);
  expect(lifted(seen, example.estate, example)).toEqual([]);
  expect(lifted(seen, sound, { settings })).toEqual(seen.map(({ key }) => key));
});

const resourceOf = (list: EvidenceList): ResourceId =>
  list === 'plans' ? 'plan-rules' : list === 'coverage' ? 'inventory' : list;

test.each(all)('%s: not gone while a list that it rests on is refused', (kind, example) => {
  const seen = acknowledged(kind, example);
  const settings = everything(example.settings);
  const lists = seen.flatMap(({ findings }) => findings.flatMap(({ list }) => list ?? []));
  expect(lists).not.toEqual([]);
  for (const list of [...lists.map(resourceOf), 'vaults' as const]) {
    expect(lifted(seen, sound, { settings, without: [list] })).toEqual([]);
  }
});

const apart = ['not-covered', 'last-copy-expires', 'key-gone', 'access-point-stands'] as const;
const judgedApart = all.filter(([kind]) => (apart as readonly string[]).includes(kind));

test.each(judgedApart)('%s: not gone for a program that does not judge it', (kind, example) => {
  expect(lifted(acknowledged(kind, example), sound, { settings: noSettings })).toEqual([]);
});

const open: Readonly<Record<(typeof apart)[number], Estate>> = {
  'not-covered': { ...sound, inventory: [inventorySource({ partial: 'The index is being made.' })] },
  'last-copy-expires': { ...sound, inventory: [inventorySource({ partial: 'The index is being made.' })] },
  'key-gone': {
    ...sound,
    keys: [kmsKey('k-1', { refused: 'KMS refused it.' })].map(({ state: _, ...key }) => key),
  },
  'access-point-stands': {
    ...sound,
    accessPoints: [accessPoint('look')].map(({ createdAt: _, ...one }) => one),
  },
};

test.each(judgedApart)('%s: not gone while AWS does not say it of its subject', (kind, example) => {
  const estate = open[kind as keyof typeof open];
  expect(lifted(acknowledged(kind, example), estate, { settings: everything(example.settings) })).toEqual([]);
});

test('resources in no plan are not gone while it is not known whether a container of theirs is in one', () => {
  const [example] = examples['not-covered'].warning ?? [];
  if (!example) throw new Error('There is no example.');
  const seen = acknowledged('not-covered', example);
  const doubtful = inventoried('disk', { type: 'EBS', arn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1' });
  const unread = { ...sound, inventory: [inventorySource({ unknownRelations: ['instance'] }), doubtful] };
  expect(lifted(seen, unread, { settings: everything() })).toEqual([]);
});
