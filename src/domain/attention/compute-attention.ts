// The attention list: everything that is known, judged, grouped, muted and ranked.
import { matchesPattern } from '../pattern.ts';
import { type Scope, scopeKey } from '../scope.ts';
import type { Vault } from '../vault.ts';
import { auditFindings } from './audit-findings.ts';
import { type CaseMemory, createCaseMemory, freshMs } from './case-memory.ts';
import type { ScopeFacts } from './facts.ts';
import { type AttentionItem, compareAttention, type Finding, severities, toItem } from './item.ts';
import { emptySelectionFindings, optedOutFindings, planFindings, unprotectedFindings } from './plan-findings.ts';
import type { AssessContext } from './resource-findings.ts';
import { restoreFindings } from './restore-findings.ts';
import { scanFindings } from './scan-findings.ts';
import { createScheduleBook, type ScheduleBook } from './schedule-book.ts';
import { createScopeView, type ScopeView } from './scope-view.ts';
import type { AttentionSettings, Mute } from './settings.ts';
import { type VaultOfArn, vaultFindings } from './vault-findings.ts';
import { listed } from './words.ts';

export interface Attention {
  /** Worst first. */
  readonly items: readonly AttentionItem[];
  readonly muted: readonly AttentionItem[];
}

/** Remembers what it found of each account-Region, so that a change costs no more than its own. */
export interface AttentionComputer {
  (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention;
  /** The facts as they were put together last; undefined before. */
  viewOf(scope: Scope): ScopeView | undefined;
  readonly book: ScheduleBook;
}

interface Memory {
  readonly facts: ScopeFacts;
  readonly settings: AttentionSettings;
  readonly vaults: VaultOfArn;
  readonly view: ScopeView;
  readonly findings: readonly Finding[];
  readonly ofCases: CaseMemory;
  /** Epoch ms: time alone changes findings too. */
  readonly until: number;
}

export function createAttention(): AttentionComputer {
  const memories = new Map<string, Memory>();
  const book = createScheduleBook();
  let vaultMemory: { answers: readonly unknown[]; vaults: VaultOfArn } | undefined;

  const vaultsOf = (all: readonly ScopeFacts[]): VaultOfArn => {
    const answers = all.map(({ vaults }) => vaults);
    const isSame =
      vaultMemory?.answers.length === answers.length && answers.every((a, i) => a === vaultMemory?.answers[i]);
    if (!vaultMemory || !isSame) vaultMemory = { answers, vaults: vaultMap(all) };
    return vaultMemory.vaults;
  };

  const findingsOf = (facts: ScopeFacts, vaults: VaultOfArn, settings: AttentionSettings, now: number) => {
    const key = scopeKey(facts.scope);
    const known = memories.get(key);
    const isSame = known?.facts === facts && known.vaults === vaults && known.settings === settings;
    if (known && isSame && now < known.until) return known.findings;
    const view = known?.facts === facts ? known.view : createScopeView(facts, known?.view);
    const ofCases = known?.ofCases ?? createCaseMemory();
    const findings = assessScope({ view, vaults, book, settings, now, ofCases });
    // Scattered, so that they do not all grow old in the same moment.
    memories.set(key, {
      facts,
      settings,
      vaults,
      view,
      findings,
      ofCases,
      until: now + freshMs + (memories.size % 30) * 1_000,
    });
    return findings;
  };

  const compute = (all: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention => {
    const vaults = vaultsOf(all);
    const findings = all.flatMap((facts) => findingsOf(facts, vaults, settings, now));
    const isMuted = (finding: Finding) => settings.mutes.some((mute) => mutes(mute, finding, now));
    const [loud, quiet] = split(findings, isMuted);
    const items = grouped(loud).map((finding) => toItem(finding, now));
    return { items: items.sort(compareAttention), muted: quiet.map((finding) => toItem(finding, now)) };
  };
  return Object.assign(compute, { viewOf: (scope: Scope) => memories.get(scopeKey(scope))?.view, book });
}

/** One look without a memory. */
export const computeAttention = (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention =>
  createAttention()(facts, settings, now);

const vaultMap = (all: readonly ScopeFacts[]): VaultOfArn =>
  new Map(all.flatMap(({ vaults }) => (vaults?.rows ?? []).map((vault): [string, Vault] => [vault.arn, vault])));

interface Assessed extends Omit<AssessContext, 'missedPlans'> {
  readonly vaults: VaultOfArn;
  readonly ofCases: CaseMemory;
}

function assessScope({ view, vaults, book, settings, now, ofCases }: Assessed): Finding[] {
  const plans = planFindings(view, book, now);
  const context: AssessContext = { view, book, settings, now, missedPlans: plans.missed };
  const found: Finding[] = [...plans.findings];
  const ofCase = ofCases(context);
  for (const resource of view.cases.values()) {
    found.push(...ofCase(resource));
  }
  found.push(
    ...unprotectedFindings(view, book, now),
    ...emptySelectionFindings(view, book, now),
    ...optedOutFindings(view, now),
    ...restoreFindings(view, now),
    ...scanFindings(view.facts),
    ...vaultFindings(view, vaults, now),
    ...auditFindings(view.facts),
  );
  return found;
}

/** From so many on, findings of one cause are told together. */
const manyFrom = 4;

/** Forty resources that one broken role keeps from being backed up are one line. */
function grouped(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, ({ group, kind, scope }) =>
    group ? `${scopeKey(scope)}/${kind}/${group.key}` : '',
  );
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    if (key === '' || members.length < manyFrom || !first?.group) return members;
    const { resourceArn: _, group, ...rest } = first;
    const names = listed(members.map(({ subject }) => subject));
    return [
      {
        ...rest,
        id: `many/${key}`,
        subject: names,
        severity: severities.find((level) => members.some(({ severity }) => severity === level)) ?? first.severity,
        since: Math.min(...members.map(({ since }) => since)),
        count: members.length,
        say: () => group?.say(members.length) ?? '',
      },
    ];
  });
}

export function mutes({ name, type, kind, message, until }: Mute, finding: Finding, now: number): boolean {
  if (until !== undefined && now >= until) return false;
  const { subject, resourceArn = '' } = finding;
  if (name !== undefined && !matchesPattern(name, subject) && !matchesPattern(name, resourceArn)) return false;
  if (type !== undefined && type.toLowerCase() !== finding.resourceType?.toLowerCase()) return false;
  if (kind !== undefined && kind !== finding.kind) return false;
  if (message === undefined) return name !== undefined || type !== undefined || kind !== undefined;
  const words = `${finding.message ?? ''} ${finding.say(now)}`.toLowerCase();
  return words.includes(message.toLowerCase());
}

function split<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  const no: T[] = [];
  const yes: T[] = [];
  for (const one of all) (test(one) ? yes : no).push(one);
  return [no, yes];
}
