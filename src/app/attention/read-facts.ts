// From the polls' answers to the facts of each account-Region. What did not change stays the same object.
import { sweptPointsMs } from '../../../config/polling.ts';
import type { Answer, ScopeFacts } from '../../domain/attention/facts.ts';
import type { RegionSettings } from '../../domain/region-settings.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { RegionSetting } from '../../domain/setting.ts';
import { isCrowded } from '../../domain/storage.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { everywhere } from '../watching.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyAnswer = Answer<any>;

const members = {
  'backup-jobs': 'backupJobs',
  'copy-jobs': 'copyJobs',
  'restore-jobs': 'restoreJobs',
  'plan-rules': 'rules',
  selections: 'selections',
  'protected-resources': 'resources',
  'recovery-points': 'points',
  vaults: 'vaults',
  'scan-jobs': 'scanJobs',
  audits: 'audits',
} as const satisfies Partial<Record<ResourceId, keyof ScopeFacts>>;

const lists = Object.keys(members) as (keyof typeof members)[];

export type ReadFacts = (data: Data) => readonly ScopeFacts[];

export interface Goes {
  /** Account-Regions whose facts have changed that are given in one go; the others wait for the next version of the data. */
  readonly atOnce: number;
  /** Some wait, for so many ms at the least. */
  behind(waitMs: number): void;
}

const allAtOnce: Goes = { atOnce: Number.POSITIVE_INFINITY, behind() {} };

export function createFactsReader({ atOnce, behind }: Goes = allAtOnce): ReadFacts {
  const answers = new Map<string, { snapshot: AnySnapshot; place: number | undefined; answer: AnyAnswer }>();
  const facts = new Map<string, ScopeFacts>();
  const settings = new WeakMap<AnyAnswer, RegionSettings>();
  let remembered: { data: Pick<Data, 'version' | 'scopes'>; facts: readonly ScopeFacts[] } | undefined;
  let questions: { scopes: Data['scopes']; organization: unknown; of: Map<ResourceId, ListQuestion[]> } | undefined;

  const questionsFor = (resource: ResourceId, data: Data): readonly ListQuestion[] => {
    if (questions?.scopes !== data.scopes || questions.organization !== data.organizationScopes) {
      questions = { scopes: data.scopes, organization: data.organizationScopes, of: new Map() };
    }
    const known = questions.of.get(resource) ?? everywhere(resource, data, 2);
    questions.of.set(resource, known);
    return known;
  };

  /** By account-Region: a question to an organization has rows of many. */
  const answersTo = (resource: ResourceId, data: Data): Map<string, AnyAnswer> => {
    const found = new Map<string, AnyAnswer>();
    for (const question of questionsFor(resource, data)) {
      const own = scopeKey(question.scope);
      const answer = answerTo(`${resource} ${own}`, data.snapshot(question));
      if (!answer) continue;
      if (!data.organizationScopes) found.set(own, answer);
      else for (const [key, part] of split(answer, own)) found.set(key, part);
    }
    return found;
  };

  const splits = new WeakMap<AnyAnswer, Map<string, AnyAnswer>>();
  const split = (answer: AnyAnswer, own: string): Map<string, AnyAnswer> => {
    const known = splits.get(answer);
    if (known) return known;
    const parts = new Map<string, { rows: AnyAnswer['rows'][number][]; at: number }>();
    // Rows of one place share its object as a rule: few keys are made of many rows.
    for (const [scope, rows] of Map.groupBy(answer.rows, (row) => row.scope as Scope)) {
      const key = scopeKey(scope);
      const part = parts.get(key);
      if (part) for (const row of rows) part.rows.push(row);
      else parts.set(key, { rows, at: answer.at });
    }
    if (!parts.has(own)) parts.set(own, { rows: [], at: answer.at });
    splits.set(answer, parts);
    return parts;
  };

  const answerTo = (key: string, snapshot: AnySnapshot | undefined): AnyAnswer | undefined => {
    if (snapshot?.loadedAt === undefined) return undefined;
    const known = answers.get(key);
    if (known?.snapshot === snapshot) return known.answer;
    const place = snapshot.changes?.count();
    if (known && isUnchanged(known, snapshot, place)) return known.answer;
    const rows = [...snapshot.rows.values()];
    const isSame =
      known?.answer.at === snapshot.loadedAt &&
      known.answer.rows.length === rows.length &&
      rows.every((row, index) => row === known.answer.rows[index]);
    const answer = isSame ? known.answer : { rows, at: snapshot.loadedAt };
    answers.set(key, { snapshot, place, answer });
    return answer;
  };

  /** It is only being asked for again. */
  const isUnchanged = (
    known: { snapshot: AnySnapshot; place: number | undefined; answer: AnyAnswer },
    { changes, loadedAt }: AnySnapshot,
    place: number | undefined,
  ): boolean =>
    place !== undefined && known.place === place && known.snapshot.changes === changes && known.answer.at === loadedAt;

  const settingsOf = (answer: AnyAnswer): RegionSettings => {
    const known = settings.get(answer) ?? toRegionSettings(answer.rows);
    settings.set(answer, known);
    return known;
  };

  const read = (data: Data): readonly ScopeFacts[] => {
    const all = lists.map((list) => [members[list], answersTo(list, data)] as const);
    const regionSettings = answersTo('region-settings', data);
    const scopes = data.organizationScopes ? scopesWithRows(data.scopes, all) : data.scopes;
    let changed = 0;
    const read = scopes.flatMap((scope) => {
      const key = scopeKey(scope);
      const next: Record<string, unknown> = { scope };
      for (const [member, byScope] of all) if (byScope.has(key)) next[member] = byScope.get(key);
      const setting = regionSettings.get(key);
      if (setting) next.settings = settingsOf(setting);
      const pointsSince = narrowedSince(next as unknown as ScopeFacts);
      if (pointsSince !== undefined) next.pointsSince = pointsSince;
      const known = facts.get(key);
      if (known && sameMembers(known as unknown as Record<string, unknown>, next)) return [known];
      changed += 1;
      if (changed > atOnce) return known ? [known] : [];
      facts.set(key, next as unknown as ScopeFacts);
      return [next as unknown as ScopeFacts];
    });
    if (changed > atOnce) behind(0);
    return read;
  };

  return (data) => {
    const { version, scopes } = data;
    if (remembered?.data.version === version && remembered.data.scopes === scopes) return remembered.facts;
    remembered = { data: { version, scopes }, facts: read(data) };
    return remembered.facts;
  };
}

/** Of a crowded vault the older points are not asked for: nothing follows from their absence. */
const narrowedSince = ({ points, vaults }: ScopeFacts): number | undefined =>
  points && vaults?.rows.some(isCrowded) ? points.at - sweptPointsMs : undefined;

/** Accounts of the organization that only jobs tell of. */
function scopesWithRows(
  scopes: readonly Scope[],
  all: readonly (readonly [string, Map<string, AnyAnswer>])[],
): Scope[] {
  const found = new Map(scopes.map((scope) => [scopeKey(scope), scope]));
  for (const [, byScope] of all) {
    for (const [key, { rows }] of byScope) {
      const [row] = rows;
      if (row && !found.has(key)) found.set(key, row.scope);
    }
  }
  return [...found.values()];
}

function sameMembers(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const names = Object.keys(other);
  return (
    Object.keys(one).length === names.length && names.every((name) => name === 'scope' || one[name] === other[name])
  );
}

function toRegionSettings(rows: readonly RegionSetting[]): RegionSettings {
  const chosen = (member: 'optedIn' | 'managed') =>
    Object.fromEntries(rows.flatMap((row) => (row[member] === undefined ? [] : [[row.type, row[member]]])));
  return { optIn: chosen('optedIn'), fullManagement: chosen('managed') };
}
