// What was found of one account-Region, for as long as nothing that it was found by has changed.
import { minuteOf } from '../../lib/clock.ts';
import { forEach, type Steps } from '../../lib/steps.ts';
import { auditFindings } from './audit-findings.ts';
import { type CaseMemory, createCaseMemory, freshMs } from './case-memory.ts';
import { answeredFacts, type ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import { type FindingLines, linesOfFindings } from './finding-lines.ts';
import { emptySelectionFindings, planFindings } from './plan-findings.ts';
import type { AssessContext } from './resource-findings.ts';
import { restoreFindings } from './restore-findings.ts';
import { restoreTestingFindings } from './restore-testing-findings.ts';
import { scanFindings } from './scan-findings.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { type ScopeView, scopeViewSteps } from './scope-view.ts';
import { optedOutFindings, unprotectedFindings } from './selection-findings.ts';
import type { AttentionSettings } from './settings.ts';
import { type VaultOfArn, vaultFindings } from './vault-findings.ts';

export interface ScopeMemory {
  /** What is known already and still true; undefined: there is something to do. */
  current(facts: ScopeFacts, look: Look): FindingLines | undefined;
  steps(facts: ScopeFacts, look: Look): Steps<FindingLines>;
  /** The facts as they were put together last; undefined before. */
  view(): ScopeView | undefined;
  /** What was found then, each by itself, muted ones too. */
  findings(): readonly Finding[];
}

/** At all account-Regions. */
export interface Look {
  /** Of all of them: rules write into others. */
  readonly vaults: VaultOfArn;
  readonly settings: AttentionSettings;
  readonly now: number;
}

/** Epoch ms: time alone changes findings too, and what is said of them. */
interface Found extends Look {
  readonly facts: ScopeFacts;
  readonly findings: readonly Finding[];
  readonly until: number;
}

interface Said {
  readonly findings: readonly Finding[];
  readonly settings: AttentionSettings;
  readonly minute: number;
  readonly lines: FindingLines;
}

const nothing: FindingLines = { items: [], muted: [] };

/** `scatterMs`: how much later than others it grows old. */
export function createScopeMemory(book: ScheduleBook, scatterMs: number): ScopeMemory {
  const ofCases = createCaseMemory();
  const ofLists = createListMemory();
  let view: ScopeView | undefined;
  let found: Found | undefined;
  let said: Said | undefined;

  const isFound = (facts: ScopeFacts, look: Look): boolean => found !== undefined && isCurrent(found, facts, look);

  function* find(facts: ScopeFacts, look: Look): Steps<readonly Finding[]> {
    if (found && isFound(facts, look)) return found.findings;
    view = yield* scopeViewSteps(facts, view);
    const findings = yield* assess({ ...look, view, book, ofCases, ofLists });
    found = { ...look, facts, findings, until: look.now + freshMs + scatterMs };
    return findings;
  }

  return {
    current(facts, look) {
      if (!said || said.minute !== minuteOf(look.now) || said.settings !== look.settings) return undefined;
      return isFound(facts, look) && said.findings === found?.findings ? said.lines : undefined;
    },
    view: () => view,
    findings: () => found?.findings ?? [],
    *steps(facts, look) {
      const findings = yield* find(facts, look);
      const { settings, now } = look;
      const lines = yield* linesOfFindings(findings, settings, now, said?.lines ?? nothing);
      said = { findings, settings, minute: minuteOf(look.now), lines };
      return lines;
    },
  };
}

/** Rows that are the same, asked for once more a little later, say nothing new. */
const isCurrent = (found: Found, facts: ScopeFacts, { vaults, settings, now }: Look): boolean =>
  now < found.until && found.vaults === vaults && found.settings === settings && sameRows(found.facts, facts);

function sameRows(one: ScopeFacts, other: ScopeFacts): boolean {
  if (one === other) return true;
  return (
    one.settings === other.settings &&
    !one.pointsSince === !other.pointsSince &&
    answeredFacts.every((list) => one[list]?.rows === other[list]?.rows && !isMuchLater(one[list], other[list]))
  );
}

/** What one run of the program remembered of an earlier one may be of yesterday. */
const isMuchLater = (one: { at: number } | undefined, other: { at: number } | undefined): boolean =>
  (other?.at ?? 0) - (one?.at ?? 0) > freshMs;

interface Assessed extends Omit<AssessContext, 'missedPlans'> {
  readonly vaults: VaultOfArn;
  readonly ofCases: CaseMemory;
  readonly ofLists: ListMemory;
}

export function* assess({ view, vaults, book, settings, now, ofCases, ofLists }: Assessed): Steps<readonly Finding[]> {
  const { facts, cases, rules } = view;
  const { audits, points, restoreJobs, scanJobs } = facts;
  const plans = yield* planFindings(view, book, now);
  const found: Finding[] = [...plans.findings];
  const ofCase = ofCases({ view, book, settings, now, missedPlans: plans.missed });
  let looked = 0;
  yield* forEach(
    cases.values(),
    (resource) => {
      const { findings, isNew } = ofCase(resource);
      looked = isNew ? 1 + rules.size + resource.backups.length + resource.copies.length : 0.2;
      for (const finding of findings) found.push(finding);
    },
    () => looked,
  );
  const vaultLists = [points?.rows, facts.vaults?.rows, facts.rules?.rows, audits?.rows, vaults];
  found.push(
    ...(yield* unprotectedFindings(view, book, now)),
    ...(yield* emptySelectionFindings(view, book, now)),
    ...(yield* optedOutFindings(view)),
    ...(yield* ofLists('restores', [restoreJobs?.rows, cases], now, () => restoreFindings(view, now))),
    ...(yield* ofLists('testing plans', [facts.testingPlans?.rows, restoreJobs?.rows], now, function* () {
      yield 1;
      return restoreTestingFindings(facts, now);
    })),
    ...(yield* ofLists('scans', [scanJobs?.rows], now, () => scanFindings(facts))),
    ...(yield* ofLists('vaults', vaultLists, now, () => vaultFindings(view, vaults, now))),
    ...(yield* ofLists('audits', [audits?.rows], now, () => auditFindings(facts))),
  );
  // A job may be known by another connection than the rest of its account: the finding is of the account.
  return found.map((finding) => (finding.scope === facts.scope ? finding : { ...finding, scope: facts.scope }));
}

/** What was found in whole lists, for as long as those stay the same. */
type ListMemory = (
  name: string,
  of: readonly unknown[],
  now: number,
  find: () => Steps<readonly Finding[]>,
) => Steps<readonly Finding[]>;

export function createListMemory(): ListMemory {
  const memories = new Map<string, { of: readonly unknown[]; at: number; findings: readonly Finding[] }>();
  return function* (name, of, now, find) {
    const known = memories.get(name);
    if (known && now < known.at + freshMs && of.every((one, index) => one === known.of[index])) return known.findings;
    const findings = yield* find();
    memories.set(name, { of, at: now, findings });
    return findings;
  };
}
