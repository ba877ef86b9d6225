// The attention list of what the polls know, and the lists that are reckoned with it.
import { type Attention, noAttention } from '../../domain/attention/compute-attention.ts';
import { copyRoutes } from '../../domain/attention/copy-matrix.ts';
import { deedsOf } from '../../domain/attention/deeds.ts';
import { protectionOf } from '../../domain/attention/protection.ts';
import type { ScopeView } from '../../domain/attention/scope-view.ts';
import { type AttentionSettings, noSettings } from '../../domain/attention/settings.ts';
import { laneOf } from '../../domain/attention/timeline.ts';
import { troublesOf } from '../../domain/attention/trouble.ts';
import { upcomingRuns } from '../../domain/attention/upcoming-runs.ts';
import { scopeKey } from '../../domain/scope.ts';
import { storageOf } from '../../domain/storage.ts';
import { minuteOf } from '../../lib/clock.ts';
import { finish, type Steps } from '../../lib/steps.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { createAttentionComputer } from './attention-computer.ts';
import { type AttentionLists, createAskedOf, createAttentionLists, readAsked, toSnapshot } from './attention-lists.ts';
import { type Goes, inGoes } from './goes.ts';
import { createFactsReader } from './read-facts.ts';

export interface AttentionView {
  attention(data: Data): Attention;
  /** Everything that the list is made of had been answered or refused when it was made. */
  isWhole(): boolean;
  /** The answer to a question about a derived list. */
  snapshot(question: ListQuestion, data: Data): AnySnapshot;
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all derived lists
type Rows = readonly any[];

/** Somebody who watches has the list anew once in a tick of the screen, however many answers come in it. */
const restMs = 250;

interface Reckoned {
  readonly version: number;
  readonly now: number;
  /** By this machine's clock: AWS's may stand still. */
  readonly localNow: number;
  readonly scopes: Data['scopes'] | undefined;
  readonly attention: Attention;
  readonly lists: AttentionLists['answers'];
  readonly isWhole: boolean;
}

interface DerivedList {
  readonly asOf: Reckoned;
  readonly view: ScopeView | undefined;
  readonly minute: number;
  readonly snapshot: AnySnapshot;
}

const nothing: Reckoned = {
  version: -1,
  now: 0,
  localNow: 0,
  scopes: undefined,
  attention: noAttention,
  lists: new Map(),
  isWhole: false,
};

/** `goes`: somebody watches, and is shown the list from before until the next one is done. Absent: each look is at all. */
export function createAttentionView(settings: AttentionSettings = noSettings, goes?: Goes): AttentionView {
  const readFacts = createFactsReader();
  const compute = createAttentionComputer();
  const askedOf = createAskedOf();
  const readLists = createAttentionLists();
  const derivedLists = new Map<string, DerivedList>();
  let known = nothing;
  let reckoning: { readonly scopes: Data['scopes']; leave(): void } | undefined;

  function* reckon(data: Data): Steps<Reckoned> {
    const { version, scopes, now, localNow } = data;
    const asked = yield* readAsked(data, askedOf);
    const attention = yield* compute.steps(yield* readFacts(data), settings, now);
    const { answers: lists, isWhole } = yield* readLists(attention, data, asked);
    return { version, now, localNow, scopes, attention, lists, isWhole };
  }

  const look = (data: Data): Reckoned => {
    if (isCurrent(known, data)) return known;
    if (goes) lookInGoes(data, goes);
    else known = finish(reckon(data));
    return known;
  };

  const lookInGoes = (data: Data, inShares: Goes) => {
    const { scopes, localNow } = data;
    if (reckoning?.scopes === scopes) return;
    reckoning?.leave();
    reckoning = undefined;
    if (known.scopes === scopes && known.localNow === localNow) return inShares.behind(restMs);
    const leave = inGoes(reckon(data), inShares, (reckoned) => {
      const isNews = reckoned.attention !== known.attention || reckoned.lists !== known.lists;
      [known, reckoning] = [reckoned, undefined];
      if (isNews) inShares.behind(0);
    });
    reckoning = { scopes, leave };
  };

  const rowsOf = (resource: ResourceId, view: ScopeView, now: number): Rows => {
    const { book } = compute;
    const troubles = () => troublesOf(compute.findingsOf(view.facts.scope));
    const each = <Row>(of: (resource: Parameters<typeof protectionOf>[0]) => Row) => [...view.cases.values()].map(of);
    const protections = (known = troubles()) => each((found) => protectionOf(found, view, book, settings, now, known));
    const lanes = (known = troubles()) => each((found) => laneOf(found, view, book, now, known));
    switch (resource) {
      case 'protection':
        return protections();
      case 'copy-routes':
        return copyRoutes(protections(), now);
      case 'upcoming-runs':
        return upcomingRuns(view, book, now);
      case 'timeline':
        return lanes();
      case 'storage':
        return storageOf(view.facts, now);
      case 'deeds':
        return deedsOf(view.facts);
      default:
        return [];
    }
  };

  /** Lists that somebody looks at now and then: reckoned when they are asked for. */
  const derived = ({ resource, scope }: ListQuestion, data: Data): AnySnapshot => {
    const key = `${resource} ${scopeKey(scope)}`;
    const before = derivedLists.get(key);
    if (before?.asOf === known) return before.snapshot;
    const [view, minute] = [compute.viewOf(scope), minuteOf(data.now)];
    const isSame = before !== undefined && before.view === view && before.minute === minute;
    const rows = isSame ? before.snapshot.rows : toMap(resource, view ? rowsOf(resource, view, data.now) : []);
    const snapshot = toSnapshot(rows, askedOf(resource, scope, data), before?.snapshot);
    derivedLists.set(key, { asOf: known, view, minute, snapshot });
    return snapshot;
  };

  return {
    attention: (data) => look(data).attention,
    isWhole: () => known.isWhole,
    snapshot(question, data) {
      const { lists } = look(data);
      if (question.resource !== 'attention') return derived(question, data);
      return lists.get(scopeKey(question.scope)) ?? noAnswer;
    },
  };
}

const noAnswer: AnySnapshot = { rows: new Map(), version: 0 };

const toMap = (id: ResourceId, rows: Rows): AnySnapshot['rows'] =>
  new Map(rows.map((row) => [resources[id].key(row), row]));

const isCurrent = (reckoned: Reckoned, data: Data): boolean =>
  reckoned.version === data.version && reckoned.scopes === data.scopes && minuteOf(reckoned.now) === minuteOf(data.now);
