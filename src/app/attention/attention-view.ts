// The attention list of what the polls know, and the lists that are reckoned with it.
import { type Attention, createAttention } from '../../domain/attention/compute-attention.ts';
import { copyRoutes } from '../../domain/attention/copy-matrix.ts';
import { deedsOf } from '../../domain/attention/deeds.ts';
import { protectionOf } from '../../domain/attention/protection.ts';
import { createScopeView, type ScopeView } from '../../domain/attention/scope-view.ts';
import { type AttentionSettings, noSettings } from '../../domain/attention/settings.ts';
import { laneOf } from '../../domain/attention/timeline.ts';
import { upcomingRuns } from '../../domain/attention/upcoming-runs.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { storageOf } from '../../domain/storage.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { everywhere } from '../watching.ts';
import { createFactsReader, type Goes } from './read-facts.ts';

export interface AttentionView {
  attention(data: Data): Attention;
  /** The answer to a question about a derived list. */
  snapshot(question: ListQuestion, data: Data): AnySnapshot;
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all derived lists
type Rows = readonly any[];

/** Somebody who watches has the list anew once in a tick of the screen, however many answers come in it. */
const restMs = 250;

interface Remembered {
  readonly version: number;
  readonly minute: number;
  readonly scopes: unknown;
}

export function createAttentionView(settings: AttentionSettings = noSettings, goes?: Goes): AttentionView {
  const readFacts = createFactsReader(goes);
  const compute = createAttention();
  let known: (Remembered & { attention: Attention; byScope: ReadonlyMap<string, Rows>; now: number }) | undefined;
  const snapshots = new Map<string, { of: unknown; snapshot: AnySnapshot }>();
  let answers = 0;

  const isCurrent = (remembered: Remembered | undefined, data: Data): boolean =>
    remembered?.version === data.version && remembered.minute === minuteOf(data) && remembered.scopes === data.scopes;

  const look = (data: Data) => {
    if (known && isCurrent(known, data)) return known;
    if (known && goes && known.now === data.now && known.scopes === data.scopes) {
      goes.behind(restMs);
      return known;
    }
    const attention = compute(readFacts(data), settings, data.now);
    const byScope = Map.groupBy(attention.items, ({ scope }) => scopeKey(scope));
    const { version, scopes, now } = data;
    known = { version, minute: minuteOf(data), scopes, now, attention, byScope };
    return known;
  };

  const viewOf = (scope: Scope, data: Data): ScopeView => {
    look(data);
    return compute.viewOf(scope) ?? createScopeView({ scope });
  };

  const rowsOf = (resource: ResourceId, scope: Scope, data: Data): Rows => {
    const view = viewOf(scope, data);
    const { book } = compute;
    const each = <Row>(of: (resource: Parameters<typeof protectionOf>[0]) => Row) => [...view.cases.values()].map(of);
    const protections = () => each((found) => protectionOf(found, view, book, settings, data.now));
    switch (resource) {
      case 'attention':
        return look(data).byScope.get(scopeKey(scope)) ?? [];
      case 'protection':
        return protections();
      case 'copy-routes':
        return copyRoutes(protections());
      case 'upcoming-runs':
        return upcomingRuns(view, book, data.now);
      case 'timeline':
        return each((found) => laneOf(found, view, book, data.now));
      case 'storage':
        return storageOf(view.facts, data.now);
      case 'deeds':
        return deedsOf(view.facts);
      default:
        return [];
    }
  };

  return {
    attention: (data) => look(data).attention,
    snapshot(question, data) {
      const key = `${question.resource} ${scopeKey(question.scope)}`;
      const remembered = snapshots.get(key);
      const of = look(data);
      if (remembered?.of === of) return remembered.snapshot;
      const resource = resources[question.resource];
      const rows = rowsOf(question.resource, question.scope, data);
      const snapshot: AnySnapshot = {
        rows: new Map(rows.map((row) => [resource.key(row), row])),
        version: ++answers,
        ...askedOf(question, data),
      };
      snapshots.set(key, { of, snapshot });
      return snapshot;
    },
  };
}

const minuteOf = ({ now }: Data): number => Math.floor(now / 60_000);

/** As old as the oldest of its sources, once each of them has answered or refused; failing where the jobs do. */
function askedOf({ resource, scope }: ListQuestion, data: Data): Pick<AnySnapshot, 'loadedAt' | 'failure'> {
  const asked = (resources[resource].derivedFrom ?? []).flatMap((source) =>
    everywhere(source, data)
      .filter((question) => scopeKey(question.scope) === scopeKey(scope))
      .map((question) => data.snapshot(question)),
  );
  const failure = asked.find((snapshot) => snapshot?.failure)?.failure;
  const isWhole = asked.every((snapshot) => snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined);
  const times = asked.flatMap((snapshot) => snapshot?.loadedAt ?? []);
  return {
    ...(isWhole && times.length > 0 ? { loadedAt: Math.min(...times) } : {}),
    ...(failure ? { failure } : {}),
  };
}
