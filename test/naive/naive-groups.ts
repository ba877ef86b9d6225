// Which findings are one line, written a second time and as simply as possible: by the cause that a user would name.
import type { Finding } from '../../src/domain/attention/findings/finding.ts';

export interface NaiveLine {
  readonly ids: readonly string[];
  readonly severity: string;
  /** Epoch ms of the first of them. */
  readonly since: number | undefined;
}

/** undefined: no other finding has its cause. Rules and plans of the same name are the same, in any account-Region. */
function sharedBy(finding: Finding): readonly unknown[] | undefined {
  switch (finding.kind) {
    case 'failed-run':
    case 'missed-run':
    case 'late-run':
    case 'point-age': {
      const { run } = finding;
      if (finding.kind === 'point-age' && finding.infected !== undefined) return ['infected'];
      if (!run) return ['age', 'isUnderWay' in finding && finding.isUnderWay === true];
      if (run.state !== 'failed') return [run.state, run.planName, run.ruleName, run.state === 'away' && run.isNamed];
      return run.causeKey === undefined ? undefined : ['job', run.end.state, run.causeKey];
    }
    case 'copy-failed': {
      const { causeKey, end, vaultArn } = finding;
      if (causeKey === undefined) return undefined;
      const isOfVault = ['denied/vault-policy', 'key', 'cross-account', 'retention'].includes(causeKey);
      return isOfVault ? ['copy', end.state, causeKey, nameAndRegion(vaultArn)] : ['job', end.state, causeKey];
    }
    case 'copy-missing':
      return ['no copy', finding.ruleName, nameAndRegion(finding.vaultArn)];
    case 'plan-missed':
      return ['plan', finding.subject];
    case 'selects-nothing':
      return ['nothing', finding.subject, finding.lastRunAt === undefined ? (finding.choices ?? []) : 'lost'];
    case 'unprotected':
      return ['never', finding.planName, finding.selectionName, finding.firstRunAt === undefined];
    case 'opted-out':
      return ['type', finding.subject];
    default:
      return undefined;
  }
}

const nameAndRegion = (vaultArn: string): string => {
  const [, , , region, , , name] = vaultArn.split(':');
  return `${region} ${name}`;
};

const placeOf = ({ scope }: Finding): string => `${scope.accountId} ${scope.region}`;

export function naiveLines(findings: readonly Finding[]): NaiveLine[] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const shared = JSON.stringify(sharedBy(finding));
    const known = groups.find(([first]) => first && shared !== undefined && JSON.stringify(sharedBy(first)) === shared);
    if (known) known.push(finding);
    else groups.push([finding]);
  }
  return groups.flatMap((group) => {
    const isMany = group.length >= 4 || group.some((one) => placeOf(one) !== placeOf(group[0] as Finding));
    return isMany ? [lineOf(group)] : group.map((one) => lineOf([one]));
  });
}

function lineOf(group: readonly Finding[]): NaiveLine {
  const worst = ['critical', 'warning', 'notice'].find((level) => group.some(({ severity }) => severity === level));
  const times = group.flatMap(({ since }) => since ?? []);
  return {
    ids: group.map(({ id }) => id).toSorted(),
    severity: worst ?? '',
    since: times.length === 0 ? undefined : Math.min(...times),
  };
}
