// A finding or a group that a person has seen: it is not listed until it grows or rises in severity.
import { defined } from '../../../lib/defined.ts';
import { memoryKey, placeKey, placeOfKey } from '../../alerts/memory-key.ts';
import type { EvidenceList } from './evidence.ts';
import type { FindingKind } from './finding-kind.ts';
import { findingOf } from './finding-row.ts';
import { type LineRow, lineOf } from './line-row.ts';
import { type Severity, severities } from './severity.ts';

/** One finding as the person saw it. */
export interface AcknowledgedFinding {
  readonly key: string;
  readonly severity: Severity;
  /** The number of things that it is about; absent: one. */
  readonly count?: number;
  /** The list that shows whether it is still there; absent: all of them together. */
  readonly list?: EvidenceList;
}

/** Plain data, so that a database can keep it. */
export interface Acknowledgement {
  /** The key of the line. */
  readonly key: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly subject: string;
  /** The sentence as the person saw it. */
  readonly text: string;
  /** For a group: its members. */
  readonly findings: readonly AcknowledgedFinding[];
  /** The user of the operating system. */
  readonly by?: string;
  /** Epoch ms. */
  readonly at: number;
}

const findingsOf = (row: LineRow): readonly AcknowledgedFinding[] => {
  if (row.group) return row.group.members;
  const { severity, count, evidence } = row;
  const { list } = evidence;
  return [{ key: memoryKey(findingOf(row)), severity, list, ...(count === undefined ? {} : { count }) }];
};

/** The key of a line: the same in the next evaluation, and through another connection. */
export const lineKey = (row: LineRow): string => (row.group ? `group|${row.cause}` : memoryKey(findingOf(row)));

/** `now`: epoch ms. */
export function acknowledgementOf(row: LineRow, now: number, by?: string): Acknowledgement {
  const { kind, severity, subject } = row;
  const { text } = lineOf(row, now);
  const findings = findingsOf(row).map(({ key, severity: own, count, list }) => ({
    key,
    severity: own,
    ...defined({ count, list }),
  }));
  return { key: lineKey(row), kind, severity, subject, text, findings, at: now, ...(by === undefined ? {} : { by }) };
}

/** What is acknowledged, by the key of each single finding. */
export type Acknowledged = ReadonlyMap<string, AcknowledgedFinding>;

export function acknowledgedFindings(all: readonly Acknowledgement[]): Acknowledged {
  const known = new Map<string, AcknowledgedFinding>();
  for (const { findings } of all) for (const finding of findings) known.set(finding.key, wider(finding, known));
  return known;
}

/** Of two acknowledgements of one finding, as of a finding alone and of its group, the one that covers more holds. */
function wider(finding: AcknowledgedFinding, known: Acknowledged): AcknowledgedFinding {
  const before = known.get(finding.key);
  if (!before) return finding;
  const { key, severity } = rank(before.severity) < rank(finding.severity) ? before : finding;
  return { key, severity, count: Math.max(before.count ?? 1, finding.count ?? 1) };
}

const rank = (severity: Severity): number => severities.indexOf(severity);

const covers = (known: AcknowledgedFinding | undefined, { severity, count = 1 }: AcknowledgedFinding): boolean =>
  known !== undefined && rank(severity) >= rank(known.severity) && count <= (known.count ?? 1);

/** Whether every finding of the line is acknowledged, and none has grown or risen since. */
export const isAcknowledged = (row: LineRow, known: Acknowledged): boolean =>
  findingsOf(row).every((finding) => covers(known.get(finding.key), finding));

/** Marks the lines that are acknowledged. */
export function withAcknowledged(rows: readonly LineRow[], all: readonly Acknowledgement[]): readonly LineRow[] {
  if (all.length === 0) return rows;
  const known = acknowledgedFindings(all);
  return rows.map((row) => (!row.muted && isAcknowledged(row, known) ? { ...row, acknowledged: true } : row));
}

/** The findings of one account-Region, as of an evaluation. */
export interface PlaceFindings {
  readonly accountId: string;
  readonly region: string;
  /** Epoch ms. */
  readonly at: number;
  keys(): ReadonlySet<string>;
  /** Whether all was answered that the finding rests on: one that rests on a refused list is not gone. */
  isAnswered(finding: AcknowledgedFinding): boolean;
}

export interface LapsedAcknowledgements {
  /** Without the findings that are gone. */
  readonly changed: readonly Acknowledgement[];
  /** Keys of those whose findings are all gone. */
  readonly lifted: readonly string[];
}

/** A finding that is gone is no longer acknowledged. */
export function lapsedAcknowledgements(all: readonly Acknowledgement[], place: PlaceFindings): LapsedAcknowledgements {
  const own = placeKey(place);
  const isThere = (finding: AcknowledgedFinding): boolean =>
    placeOfKey(finding.key) !== own || place.keys().has(finding.key) || !place.isAnswered(finding);
  const rest = all
    .filter(({ at }) => at < place.at)
    .map((one) => ({ one, findings: one.findings.filter(isThere) }))
    .filter(({ one, findings }) => findings.length < one.findings.length);
  return {
    changed: rest.flatMap(({ one, findings }) => (findings.length > 0 ? [{ ...one, findings }] : [])),
    lifted: rest.flatMap(({ one, findings }) => (findings.length === 0 ? [one.key] : [])),
  };
}

/** Neither muted nor acknowledged. */
export const isListed = ({ muted, acknowledged }: LineRow): boolean => !muted && !acknowledged;

/** The single findings whose line is listed. */
export function withoutFindingsOf(findings: readonly LineRow[], lines: readonly LineRow[]): readonly LineRow[] {
  const hidden = lines.filter(({ acknowledged }) => acknowledged).flatMap(findingsOf);
  const keys = new Set(hidden.map(({ key }) => key));
  return findings.filter((row) => !row.muted && !keys.has(lineKey(row)));
}
