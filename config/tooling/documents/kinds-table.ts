// The table of the kinds of findings: the severities, an example and its next step are those that tests compare with the
// program.
import { type FindingKind, findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import { reasonWithoutRemedy, remediesOfKind } from '../../../src/resources/actions/findings/remedies.ts';
import { resources } from '../../../src/resources/index.ts';
import { examples } from '../../../test/domain/attention/examples.ts';
import { sentences } from '../../../test/domain/attention/sentences-of-examples.ts';
import { markdownTable } from './markdown-table.ts';

/** What a kind of finding means, and why it matters. */
const meanings: Readonly<Record<FindingKind, string>> = {
  malware: 'GuardDuty found threats in the newest scanned recovery point: a restore may bring the malware back.',
  audit: 'CloudTrail has a call that deletes backups, weakens their protection or switches monitoring off.',
  'plan-missed': 'A scheduled run of a backup plan started no job at all: none of its resources has a new backup.',
  unprotected: 'A resource assignment names a resource that AWS has never backed up.',
  'not-covered':
    'Resources of the inventory without a backup by a plan. Only with `coverage: true` or `check --with coverage`.',
  'last-copy-expires':
    'AWS will delete the only recovery point of a resource before there is another one. Only with `coverage: true` or `check --with coverage`.',
  'key-gone':
    'A KMS key cannot decrypt: recovery points that it encrypts cannot be restored. Only with `coverage: true` or `check --with coverage`.',
  'point-age': 'The newest usable recovery point is older than the objective: more data would be lost than allowed.',
  'continuous-stopped': 'A continuous backup has the state STOPPED: no later point in time can be restored.',
  'failed-run': 'The last backup job failed, expired or was stopped, and no later job made up for it.',
  'missed-run': 'A rule started jobs for other resources and none for this one, or its run never came.',
  'late-run': 'A scheduled run has started no job yet, and a job may still start.',
  'copy-failed': 'A copy job failed, and no later copy made up for it.',
  'copy-missing': 'A rule copies its backups to another vault, and the copy of this backup was never started.',
  'copy-late': 'Newer backups exist, but the newest copy in the other vault is three runs old.',
  'retention-outside-lock': 'The retention of a rule is outside the range of the vault lock, so AWS fails its jobs.',
  'selects-nothing': 'A backup plan has no resource assignment, or its assignments match no resource.',
  'opted-out': 'AWS Backup is switched off for a resource type in the Region: AWS skips such resources without a job.',
  'stuck-job': 'A job stands at 99 % and takes far longer than earlier jobs of the resource, or more than a day.',
  'long-job': 'A job takes far longer than earlier jobs of the resource.',
  'restore-test-failed': 'A restore test failed, or its validation did: the backup may not be restorable.',
  'restore-test-missed': 'A restore testing plan did not run, or restored nothing.',
  'restore-unproven': 'No restore has succeeded within `restoreEvery` of an objective.',
  'restore-failed': 'The last restore that somebody started failed.',
  'denied-attempts': 'AWS refused a call that would have deleted or weakened backups.',
  'expired-points': 'Recovery points are past their retention, and AWS could not delete them: they still cost money.',
  'lock-countdown': 'The grace time of a compliance lock ends soon: after that nobody can change the lock.',
  'kept-forever': 'A compliance-locked vault holds recovery points without "delete after": they cost money forever.',
  'access-point-stands': 'A backup access point is open for more than a day. In `check` only `--with access-points`.',
  'copy-cannot-cross': 'A rule copies to a Region or account, and AWS cannot copy this resource type there.',
  issues: 'The last backup completed with issues: a part of the resource is not in it.',
  'scan-issues': 'The last malware scan failed or skipped parts: those are not known to be clean.',
};

export function kindsTable(): string {
  const rows = findingKinds.map((kind) => {
    const [, text, , nextStep] = exampleOf(kind);
    const levels = Object.keys(examples[kind]).join(', ');
    return [`\`${kind}\`<br>${levels}`, meanings[kind], text, `${upperFirst(nextStep)}.`, actionsOf(kind)];
  });
  return markdownTable(['kind, severity', 'what and why', 'for example', 'next step', '`a` offers'], rows);
}

function exampleOf(kind: FindingKind) {
  const found = Object.values(sentences).find(([of]) => of === kind);
  if (!found) throw new Error(`${kind} has no sentence in test/domain/attention/sentences-of-examples.ts.`);
  return found;
}

function actionsOf(kind: FindingKind): string {
  const titles = remediesOfKind(kind).map(
    ({ resource, action }) => resources[resource].actions?.find(({ id }) => id === action)?.title ?? action,
  );
  return titles.length > 0 ? titles.join(', ') : `none: ${reasonWithoutRemedy(kind)}`;
}

const upperFirst = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
