// The versions of a backup plan: compares two of them, and makes an earlier one the current one again.
import type { BackupPlanInput } from '@aws-sdk/client-backup';
import type { Plan } from '../../../domain/plans/plan.ts';
import { planDiff } from '../../../domain/plans/plan-diff.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import type { DiffLine } from '../../../lib/text/line-diff.ts';
import { type Action, type ActionContext, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import { epochOf, pageSize } from '../../reading.ts';
import type { RequestContext } from '../../resource.ts';
import { versionSubject } from '../subjects.ts';
import { locking } from './plan-locks.ts';
import { documentOfResponse, planOfResponse } from './plan-response.ts';
import { factsOf, isOurs, type PlanFacts, planUpdate, updateRequests } from './plan-update.ts';

interface Version {
  readonly id: string;
  /** '2026-01-15 12:00:00Z'; empty: AWS did not return it. */
  readonly made: string;
  /** With the ids of its rules. */
  readonly document: BackupPlanInput;
}

const getVersion = (request: RequestContext, id: string, versionId: string) =>
  request.call('backup', 'GetBackupPlan', { BackupPlanId: id, VersionId: versionId });

/** As many as a person chooses from; the list of versions has all of them. */
const mostCompared = 20;

/** Newest first. */
async function loadVersions(request: RequestContext, { id, versionId }: Plan): Promise<readonly Version[]> {
  const listed: { readonly id: string; readonly made: string }[] = [];
  const input = { BackupPlanId: id, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListBackupPlanVersions', input)) {
    for (const { VersionId, CreationDate } of page.BackupPlanVersionsList ?? [])
      if (VersionId) listed.push({ id: VersionId, made: formatDateTime(epochOf(CreationDate) ?? Number.NaN) });
  }
  const others = listed.filter((one) => one.id !== versionId).slice(0, mostCompared);
  const own = listed.find((one) => one.id === versionId) ?? { id: versionId, made: '' };
  const found: Version[] = [];
  for (const one of [own, ...others])
    found.push({ ...one, document: documentOfResponse(await getVersion(request, id, one.id)) });
  return found;
}

const versionsIn = ({ facts }: AnyContext): readonly Version[] => (facts ?? []) as readonly Version[];

function comparedIn(context: AnyContext): readonly [before: Version, after: Version] | undefined {
  const [own, ...others] = versionsIn(context);
  const other = others.find(({ id }) => id === textOf(context.values, 'with'));
  return own && other && [other, own];
}

function comparedLines(context: AnyContext): readonly DiffLine[] {
  const compared = comparedIn(context);
  return compared ? planDiff(compared[0].document, compared[1].document) : [];
}

const asText = (lines: readonly DiffLine[]): readonly string[] =>
  lines.length === 0 ? ['no difference'] : lines.map(({ sign, text }) => `${sign} ${text}`);

const compareVersions: Action<Plan> = {
  id: 'compare',
  title: 'compare with another version',
  pending: 'comparing',
  load: loadVersions,
  fields: [
    {
      id: 'with',
      label: 'With version',
      kind: 'choice',
      hint: '- only in the other version, + only in this one; default: the newest other version',
      initial: (context) => versionsIn(context)[1]?.id ?? '',
      options: (context) =>
        versionsIn(context)
          .slice(1)
          .map(({ id, made }) => ({ value: id, label: made })),
      check: (_, context) => (comparedIn(context) ? undefined : 'The plan has no such version.'),
      preview: (_, context) => asText(comparedLines(context)),
    },
  ],
  changes: comparedLines,
  output(context) {
    const [before, after] = comparedIn(context) ?? [];
    const heading = [`--- ${before?.id} ${before?.made}`, `+++ ${after?.id} ${after?.made}`];
    return {
      name: `${(context as ActionContext<Plan>).row.name}-versions.diff`,
      text: `${[...heading, ...asText(comparedLines(context))].join('\n')}\n`,
    };
  },
  retries: {},
  requests: (context) => {
    const { id } = (context as ActionContext<Plan>).row;
    return (comparedIn(context) ?? []).map((version) => ({
      service: 'backup',
      operation: 'GetBackupPlan',
      input: { BackupPlanId: id, VersionId: version.id },
    }));
  },
};

interface VersionFacts extends PlanFacts {
  /** As AWS takes it. */
  readonly version: BackupPlanInput;
  readonly changes: readonly DiffLine[];
}

async function loadRevert(request: RequestContext, row: Plan): Promise<VersionFacts> {
  const current = await request.call('backup', 'GetBackupPlan', { BackupPlanId: row.id });
  const version = await getVersion(request, row.id, row.versionId);
  return {
    ...factsOf(current),
    version: planOfResponse(version),
    changes: planDiff(documentOfResponse(current), documentOfResponse(version)),
  };
}

const versionIn = ({ facts }: AnyContext): BackupPlanInput =>
  (facts as VersionFacts | undefined)?.version ?? { BackupPlanName: '', Rules: [] };

const revertToVersion: Action<Plan, 'UpdateBackupPlan'> = {
  id: 'revert',
  title: 'revert to this version',
  pending: 'changing',
  outcome: 'has a new version with the rules of this one',
  undo: (context) => locking(versionIn).undo(context),
  subject: versionSubject,
  disabled: isOurs,
  knows: ['vaults'],
  load: loadRevert,
  changes: ({ facts }) => (facts as VersionFacts | undefined)?.changes ?? [],
  warnings: (context) => [
    'AWS creates a new version with this document; the versions in between stay.',
    'A version has rules and settings. Resource assignments stay as they are now.',
    ...locking(versionIn).warningsOf(context),
  ],
  retries: { UpdateBackupPlan: planUpdate },
  requests: (context) => updateRequests(context, versionIn(context)),
  touches: ['plans', 'plan-rules'],
};

export const versionActions: readonly ActionOn<Plan>[] = [revertToVersion, compareVersions];
