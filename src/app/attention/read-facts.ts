// From the polls' answers to the facts of each account-Region. What did not change stays the same object.
import { sweptPointsMs } from '../../../config/polling.ts';
import type { AnsweredFact, ScopeFacts } from '../../domain/attention/facts.ts';
import type { RegionSettings } from '../../domain/region-settings.ts';
import { placeKey, type Scope, scopeKey } from '../../domain/scope.ts';
import type { RegionSetting } from '../../domain/setting.ts';
import { isCrowded } from '../../domain/storage.ts';
import type { Steps } from '../../lib/steps.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { everywhere } from '../watching.ts';
import { type Answers, type AnyAnswer, type FollowAnswers, followAnswers } from './read-answers.ts';

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
  'restore-testing-plans': 'testingPlans',
} as const satisfies Partial<Record<ResourceId, AnsweredFact>>;

const lists = Object.keys(members) as (keyof typeof members)[];
type Source = keyof typeof members | 'region-settings';
const sources: readonly Source[] = [...lists, 'region-settings'];

/** The same list, and the same facts in it, for as long as nothing in them changed. */
export type ReadFacts = (data: Data) => Steps<readonly ScopeFacts[]>;

export function createFactsReader(): ReadFacts {
  const facts = new Map<string, ScopeFacts>();
  const settings = new WeakMap<AnyAnswer['rows'], RegionSettings>();
  let asked: Asked | undefined;
  let read: readonly ScopeFacts[] | undefined;

  /** Whose answers are read, while the same places are looked at. */
  const askedIn = (data: Data): Asked => {
    if (asked && samePlaces(asked.data, data)) return asked;
    const before = new Map(asked?.questions.map((one) => [one.key, one]));
    const questions = sources.flatMap((source) =>
      everywhere(source, data, 2).map((question): Followed => {
        const key = `${source} ${scopeKey(question.scope)}`;
        return (
          before.get(key) ?? {
            source,
            key,
            question,
            follow: followAnswers(question.scope),
            answers: none,
          }
        );
      }),
    );
    const places = new Map(data.scopes.map((scope) => [placeKey(scope), scope]));
    asked = { data, questions, places, bySource: new Map() };
    facts.clear();
    read = undefined;
    return asked;
  };

  const settingsOf = (answer: AnyAnswer): RegionSettings => {
    const known = settings.get(answer.rows) ?? toRegionSettings(answer.rows);
    settings.set(answer.rows, known);
    return known;
  };

  const factsOf = (key: string, scope: Scope, bySource: Asked['bySource']): ScopeFacts => {
    const known = facts.get(key);
    const answerTo = (source: Source) => bySource.get(source)?.get(key);
    const setting = answerTo('region-settings');
    const chosen = setting && settingsOf(setting);
    const isSame = known?.settings === chosen && lists.every((list) => known?.[members[list]] === answerTo(list));
    if (known && isSame) return known;
    const next: Record<string, unknown> = { scope };
    for (const list of lists) {
      const answer = answerTo(list);
      if (answer) next[members[list]] = answer;
    }
    if (chosen) next.settings = chosen;
    const pointsSince = narrowedSince(next as unknown as ScopeFacts);
    if (pointsSince !== undefined) next.pointsSince = pointsSince;
    facts.set(key, next as unknown as ScopeFacts);
    return next as unknown as ScopeFacts;
  };

  return function* (data) {
    const { questions, places, bySource } = askedIn(data);
    for (const one of questions) {
      const answers = yield* one.follow(data.snapshot(one.question));
      yield 1;
      if (one.answers === answers) continue;
      one.answers = answers;
      // Until all is read from it, what was read is of another answer.
      read = undefined;
      bySource.delete(one.source);
    }
    if (read) return read;
    for (const source of sources) {
      if (bySource.has(source)) continue;
      const followed = questions.filter((one) => one.source === source);
      const answers = withSilentMembers(together(followed), followed, data);
      bySource.set(source, answers);
      // In an organization jobs tell of accounts that are not asked themselves.
      if (data.organizationScopes) addPlaces(places, answers);
      yield answers.size + 1;
    }
    const all: ScopeFacts[] = [];
    for (const [key, scope] of places) {
      all.push(factsOf(key, scope, bySource));
      yield 1;
    }
    read = all;
    return all;
  };
}

interface Followed {
  readonly source: Source;
  readonly key: string;
  readonly question: ListQuestion;
  readonly follow: FollowAnswers;
  answers: Answers;
}

interface Asked {
  readonly data: Data;
  readonly questions: readonly Followed[];
  /** Each account-Region that there are facts of, by account and Region. */
  readonly places: Map<string, Scope>;
  readonly bySource: Map<Source, Answers>;
}

const none: Answers = new Map();

const samePlaces = (one: Data, other: Data): boolean =>
  one.scopes === other.scopes &&
  one.organizationScopes === other.organizationScopes &&
  // Which accounts an organization answers for.
  (one.organizationScopes === undefined || one.accounts.size === other.accounts.size);

function together(followed: readonly Followed[]): Answers {
  const [first] = followed;
  if (first && followed.length === 1) return first.answers;
  return new Map(followed.flatMap(({ answers }) => [...answers]));
}

/** An organization answers for all of its accounts, of which some have not one row. */
function withSilentMembers(answers: Answers, followed: readonly Followed[], { scopes, accounts }: Data): Answers {
  const all = new Map(answers);
  for (const { question, answers: own } of followed) {
    const { organization, region } = question.scope;
    const answer = organization && own.get(placeKey(question.scope));
    if (!answer) continue;
    for (const scope of scopes) {
      const key = placeKey(scope);
      if (scope.region !== region || all.has(key) || !accounts.has(scope.accountId)) continue;
      if (!followed.some((one) => !one.question.scope.organization && placeKey(one.question.scope) === key))
        all.set(key, { rows: noRows, at: answer.at });
    }
  }
  return all.size === answers.size ? answers : all;
}

const noRows: AnyAnswer['rows'] = [];

function addPlaces(places: Map<string, Scope>, answers: Answers): void {
  for (const [key, { rows }] of answers) {
    const [row] = rows;
    if (row && !places.has(key)) places.set(key, row.scope);
  }
}

/** Of a crowded vault the older points are not asked for: nothing follows from their absence. */
const narrowedSince = ({ points, vaults }: ScopeFacts): number | undefined =>
  points && vaults?.rows.some(isCrowded) ? points.at - sweptPointsMs : undefined;

function toRegionSettings(rows: readonly RegionSetting[]): RegionSettings {
  const chosen = (member: 'optedIn' | 'managed') =>
    Object.fromEntries(rows.flatMap((row) => (row[member] === undefined ? [] : [[row.type, row[member]]])));
  return { optIn: chosen('optedIn'), fullManagement: chosen('managed') };
}
