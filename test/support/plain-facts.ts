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
interface Answer {
  readonly rows: AnyRow[];
  readonly at: number;
}

export function factsOfData(data: Data): ScopeFacts[] {
  const places = new Map(data.scopes.map((scope) => [placeKey(scope), scope]));
  const bySource = factResources.map((id) => {
    const answers = answersTo(everywhere(id, data), data);
    if (data.organizationScopes) {
      for (const [key, { rows }] of answers) if (!places.has(key) && rows[0]) places.set(key, rows[0].scope);
    }
    return [id, answers] as const;
  });
  return [...places].map(([key, scope]) => {
    const facts: Record<string, unknown> = { scope };
    for (const [id, answers] of bySource) {
      const answer = answers.get(key);
      if (!answer) continue;
      if (id === 'region-settings') facts.settings = settingsOf(answer.rows);
      else if (id === 'access-points') facts.accessPoints = answer;
      else facts[factLists[id as FactList]] = answer;
    }
    return withPointsSince(facts as unknown as ScopeFacts);
  });
}

function answersTo(requests: readonly ListRequest[], data: Data): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  const direct = new Set(requests.filter(({ scope }) => !scope.organization).map(({ scope }) => placeKey(scope)));
  for (const request of requests) {
    const { scope } = request;
    const snapshot = data.snapshot(request);
    const at = snapshot?.loadedAt;
    if (!snapshot || at === undefined) continue;
    if (!scope.organization) {
      answers.set(placeKey(scope), { rows: [...data.listed([request])], at });
      continue;
    }
    const isSilent = (one: Scope) => one.region === scope.region && data.accounts.has(one.accountId);
    for (const one of [scope, ...data.scopes.filter((other) => isSilent(other) && !direct.has(placeKey(other)))]) {
      if (!answers.has(placeKey(one))) answers.set(placeKey(one), { rows: [], at });
    }
    for (const row of data.listed([request])) {
      const answer = answers.get(placeKey(row.scope)) ?? { rows: [], at };
      answers.set(placeKey(row.scope), answer);
      answer.rows.push(row);
    }
  }
  return answers;
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
