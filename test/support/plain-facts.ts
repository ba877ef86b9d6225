// The facts of each account-Region from responses in memory, joined in the simplest way.
import { sweptPointsMs } from '../../config/polling.ts';
import type { Data } from '../../src/app/state/data.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { RegionSettings } from '../../src/domain/region-settings.ts';
import { placeKey, type Scope } from '../../src/domain/scope.ts';
import type { RegionSetting } from '../../src/domain/setting.ts';
import { isCrowded } from '../../src/domain/vaults/storage.ts';
import { type FactList, factLists, factResources } from '../../src/engine/evaluation/facts/fact-lists.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources
type AnyRow = any;
interface ListResponse {
  readonly rows: AnyRow[];
  readonly at: number;
}

export function factsOfData(data: Data): ScopeFacts[] {
  const places = new Map(data.scopes.map((scope) => [placeKey(scope), scope]));
  const bySource = factResources.map((id) => {
    const responses = answersTo(everywhere(id, data), data);
    if (data.organizationScopes) {
      for (const [key, { rows }] of responses) if (!places.has(key) && rows[0]) places.set(key, rows[0].scope);
    }
    return [id, responses] as const;
  });
  return [...places].map(([key, scope]) => {
    const facts: Record<string, unknown> = { scope };
    for (const [id, responses] of bySource) {
      const response = responses.get(key);
      if (!response) continue;
      if (id === 'region-settings') facts.settings = settingsOf(response.rows);
      else if (id === 'access-points') facts.accessPoints = response;
      else facts[factLists[id as FactList]] = response;
    }
    return withPointsSince(facts as unknown as ScopeFacts);
  });
}

function answersTo(requests: readonly ListRequest[], data: Data): Map<string, ListResponse> {
  const responses = new Map<string, ListResponse>();
  const direct = new Set(requests.filter(({ scope }) => !scope.organization).map(({ scope }) => placeKey(scope)));
  for (const request of requests) {
    const { scope } = request;
    const snapshot = data.snapshot(request);
    const at = snapshot?.loadedAt;
    if (!snapshot || at === undefined) continue;
    if (!scope.organization) {
      responses.set(placeKey(scope), { rows: [...data.listed([request])], at });
      continue;
    }
    const isSilent = (one: Scope) => one.region === scope.region && data.accounts.has(one.accountId);
    for (const one of [scope, ...data.scopes.filter((other) => isSilent(other) && !direct.has(placeKey(other)))]) {
      if (!responses.has(placeKey(one))) responses.set(placeKey(one), { rows: [], at });
    }
    for (const row of data.listed([request])) {
      const response = responses.get(placeKey(row.scope)) ?? { rows: [], at };
      responses.set(placeKey(row.scope), response);
      response.rows.push(row);
    }
  }
  return responses;
}

function withPointsSince(facts: ScopeFacts): ScopeFacts {
  const { points, vaults } = facts;
  return points && vaults?.rows.some(isCrowded) ? { ...facts, pointsSince: points.at - sweptPointsMs } : facts;
}

function settingsOf(rows: readonly RegionSetting[]): RegionSettings {
  const chosen = (member: 'optedIn' | 'managed') =>
    Object.fromEntries(rows.flatMap((row) => (row[member] === undefined ? [] : [[row.type, row[member]]])));
  return { optIn: chosen('optedIn'), fullManagement: chosen('managed') };
}
