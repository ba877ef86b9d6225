// The findings of a resource, for the lists that show the resource: a row with a finding is never drawn as good.
import type { Tone } from '../../tone.ts';
import type { Finding } from './finding.ts';
import { compareWeight, type FindingKind } from './finding-kind.ts';
import { type Severity, severityTone } from './severity.ts';

export type Matter = 'backup' | 'copy' | 'restore';

/** The part of a finding that concerns a resource. */
export interface ResourceFinding {
  readonly kind: FindingKind;
  readonly severity: Severity;
}

/** The protection aspect that each kind concerns; absent: the kind concerns no resource's protection. */
const matters: Readonly<Partial<Record<FindingKind, Matter>>> = {
  'plan-missed': 'backup',
  unprotected: 'backup',
  'not-covered': 'backup',
  'last-copy-expires': 'backup',
  'point-age': 'backup',
  'continuous-stopped': 'backup',
  'failed-run': 'backup',
  'missed-run': 'backup',
  'late-run': 'backup',
  'opted-out': 'backup',
  issues: 'backup',
  'copy-failed': 'copy',
  'copy-missing': 'copy',
  'copy-late': 'copy',
  'copy-cannot-cross': 'copy',
  'restore-test-failed': 'restore',
  'restore-failed': 'restore',
  'restore-unproven': 'restore',
};

export interface Troubles {
  /** The worst finding of the resource; with `vaultArn` only findings about copies in that vault. */
  of(resourceArn: string, matter: Matter, vaultArn?: string): ResourceFinding | undefined;
}

/** Indexes the findings by resource and aspect. */
export function troublesOf(findings: readonly Finding[]): Troubles {
  const worst = new Map<string, Finding>();
  const put = (key: string, finding: Finding) => {
    const known = worst.get(key);
    if (!known || compareWeight(finding, known) < 0) worst.set(key, finding);
  };
  for (const finding of findings) {
    const matter = matters[finding.kind];
    if (matter === undefined) continue;
    for (const arn of finding.resourceArns ?? [finding.resourceArn ?? '']) {
      put(keyOf(arn, matter), finding);
      if (finding.vaultArn !== undefined) put(keyOf(arn, matter, finding.vaultArn), finding);
    }
  }
  return {
    of(resourceArn, matter, vaultArn) {
      const found = worst.get(keyOf(resourceArn, matter, vaultArn));
      return found && { kind: found.kind, severity: found.severity };
    },
  };
}

export const noTroubles: Troubles = { of: () => undefined };

const keyOf = (arn: string, matter: Matter, vaultArn = ''): string => `${matter} ${arn} ${vaultArn}`;

const order: readonly Tone[] = ['bad', 'warn', 'accent', 'busy', 'plain', 'muted', 'good'];

/** The worse of the row's own tone and the tone of its finding. */
export const troubledTone = (own: Tone, trouble: ResourceFinding | undefined): Tone =>
  trouble === undefined ? own : worseTone(own, severityTone(trouble.severity));

export const worseTone = (one: Tone, other: Tone): Tone => (order.indexOf(one) <= order.indexOf(other) ? one : other);
