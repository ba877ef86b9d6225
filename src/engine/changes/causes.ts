// Finds the event that caused a change: it names the thing, and was recorded between the response that does not show
// the change yet and the one that does.
import type { Audit } from '../../domain/audits/audit.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { EventTarget } from '../../resources/changes/changed-list.ts';

export interface CauseQuery {
  /** The account-Region. */
  readonly place: string;
  /** CloudTrail's event names, the most telling first. */
  readonly names: readonly string[];
  readonly target: EventTarget;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export interface PlacedAudit {
  readonly place: string;
  readonly audit: Audit;
}

/** AWS's clocks differ, and an event may be recorded a little after its effect is visible. */
export const toleranceMs = 5 * minuteMs;

/** Refused calls and calls that only read cause nothing. */
export function createCauses(audits: readonly PlacedAudit[]): (query: CauseQuery) => Audit | undefined {
  const byName = Map.groupBy(
    audits.filter(({ audit }) => audit.errorCode === undefined && !audit.readOnly),
    ({ place, audit }) => nameIn(place, audit.name),
  );
  return ({ place, names, target, from, to }) => {
    for (const name of names) {
      const found = (byName.get(nameIn(place, name)) ?? [])
        .map(({ audit }) => audit)
        .filter((audit) => audit.at >= from - toleranceMs && audit.at <= to + toleranceMs && isAbout(audit, target));
      const newest = found.reduce<Audit | undefined>(
        (last, one) => (last && last.at >= one.at ? last : one),
        undefined,
      );
      if (newest && (hasTarget(target) || isOfOneActor(found))) return newest;
    }
    return undefined;
  };
}

const nameIn = (place: string, name: string): string => `${place} ${name}`;

const hasTarget = (target: EventTarget): boolean => Object.keys(target).length > 0;

const isOfOneActor = (found: readonly Audit[]): boolean => new Set(found.map(({ actor }) => actor)).size === 1;

function isAbout(audit: Audit, { target, ...touched }: EventTarget): boolean {
  if (target !== undefined && audit.target !== target) return false;
  return Object.entries(touched).every(([member, value]) => {
    const named = audit.touched[member as keyof Audit['touched']];
    // Ids occur in upper and in lower case.
    return named?.toLowerCase() === value?.toLowerCase();
  });
}
