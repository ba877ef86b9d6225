// What was found of one resource, for as long as nothing that it was found by has changed.
import { activeJobFindings } from './active-job-findings.ts';
import { copyFindings } from './copy-findings.ts';
import type { Finding } from './finding.ts';
import { type AssessContext, resourceFindings } from './resource-findings.ts';
import type { ResourceCase } from './scope-view.ts';
import { unprovenFindings } from './unproven-findings.ts';

/** Of one account-Region: what was found of its resources in this context. */
export type CaseMemory = (context: AssessContext) => (resource: ResourceCase) => OfCase;

interface OfCase {
  readonly findings: readonly Finding[];
  /** It was looked at anew. */
  readonly isNew: boolean;
}

interface Remembered {
  readonly resource: ResourceCase;
  readonly findings: readonly Finding[];
  /** Epoch ms. */
  readonly at: number;
}

/** So old may a finding be that only time could have changed. */
export const freshMs = 30_000;

const none: readonly Finding[] = [];

export function createCaseMemory(): CaseMemory {
  const memories = new Map<string, Remembered>();
  let last: AssessContext | undefined;
  return (context) => {
    const { now, view } = context;
    if (!last || !isSame(last, context)) memories.clear();
    else if (last.view.cases !== view.cases) {
      for (const arn of memories.keys()) if (!view.cases.has(arn)) memories.delete(arn);
    }
    last = context;
    return (resource) => {
      const known = memories.get(resource.arn);
      if (known?.resource === resource && now < known.at + freshMs && !known.findings.some(dependsOnOthers)) {
        return { findings: known.findings, isNew: false };
      }
      const found = [
        ...resourceFindings(resource, context),
        ...copyFindings(resource, context),
        ...unprovenFindings(resource, context),
        ...activeJobFindings(resource, now),
      ];
      const findings = found.length > 0 ? found : none;
      memories.set(resource.arn, { resource, findings, at: now });
      return { findings, isNew: true };
    };
  };
}

/** Whether other resources of the rule ran since says what became of a run that made no job. */
const dependsOnOthers = ({ kind }: Finding): boolean => ['point-age', 'missed-run', 'late-run'].includes(kind);

/** Of the lists of jobs the resource's own are in its case: of the whole only matters whether it is known. */
function isSame(last: AssessContext, context: AssessContext): boolean {
  const [before, now] = [last.view.facts, context.view.facts];
  return (
    last.settings === context.settings &&
    before.settings === now.settings &&
    !before.pointsSince === !now.pointsSince &&
    (['rules', 'selections', 'points', 'vaults', 'audits'] as const).every(
      (name) => before[name]?.rows === now[name]?.rows,
    ) &&
    (['backupJobs', 'copyJobs', 'restoreJobs', 'resources'] as const).every((name) => !before[name] === !now[name]) &&
    last.missedPlans.size === context.missedPlans.size &&
    [...last.missedPlans].every((plan) => context.missedPlans.has(plan))
  );
}
