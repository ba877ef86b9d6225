// Access points that nobody has deleted: each pauses the lifecycle of its recovery point.
import { dayMs } from '../../../lib/duration.ts';
import { scopeKey } from '../../scope.ts';
import { type AccessPoint, isStanding } from '../../vaults/access-point.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleContext } from '../rule-context.ts';

/** Within this time somebody is probably still reading. */
const usualMs = dayMs;

export const standingAccessPoints = ({ view, time }: RuleContext): Finding[] =>
  (view.facts.accessPoints?.rows ?? []).flatMap((one) => standingFor(one, time));

/** Without a creation time nothing is concluded. */
function standingFor(accessPoint: AccessPoint, time: EvaluationTime): Finding[] {
  const { scope, name, arn, createdAt, resourceArn, resourceType } = accessPoint;
  if (!isStanding(accessPoint) || createdAt === undefined || !time.passed(createdAt + usualMs)) return [];
  return [
    {
      id: `${scopeKey(scope)}/access-point-stands/${arn}`,
      kind: 'access-point-stands',
      severity: 'notice',
      scope,
      subject: name,
      ...(resourceArn === '' ? {} : { resourceArn, resourceType }),
      since: createdAt + usualMs,
      createdAt,
      evidence: { list: 'access-points', params: { arn }, scope },
    },
  ];
}
