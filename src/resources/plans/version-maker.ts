// Who made a version of a backup plan, from CloudTrail.
import { trailHistoryMs } from '../../../config/polling.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import { type Bag, bagIn, isBag, parseBag, textIn } from '../../lib/bag.ts';
import { minuteMs } from '../../lib/duration.ts';
import { lookUp } from '../audits/look-up-events.ts';
import { isRefused, type Refused } from '../document.ts';
import type { DetailSection, RequestContext } from '../resource.ts';
import { fieldsSection } from '../sections.ts';

/** An event that may have made the version. */
export interface VersionEvent {
  readonly id: string;
  readonly name: string;
  readonly actor: string;
  readonly sourceIp?: string;
}

/** The time of the event and the version's own time of creation differ by seconds. */
const toleranceMs = minuteMs;
/** CloudTrail delivers within about 15 minutes: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
const deliveryMs = 15 * minuteMs;

/** Empty: CloudTrail has no such event, or no longer. Only accepted calls count. */
export async function findVersionEvents(request: RequestContext, version: Plan): Promise<readonly VersionEvent[]> {
  const { createdAt } = version;
  if (createdAt === undefined || request.now - createdAt > trailHistoryMs) return [];
  const window = { since: createdAt - toleranceMs, until: createdAt + toleranceMs };
  for (const value of ['UpdateBackupPlan', 'CreateBackupPlan']) {
    const found: VersionEvent[] = [];
    for await (const page of lookUp(request, { key: 'EventName', value, ...window })) {
      for (const { id, name, actor, sourceIp, record, errorCode } of page)
        if (errorCode === undefined && madeVersion(parseBag(record) ?? {}, version))
          found.push({ id, name, actor, ...(sourceIp === undefined ? {} : { sourceIp }) });
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** The response names the version. A record without a response is matched by its plan. */
function madeVersion(record: Bag, { id, versionId }: Plan): boolean {
  const { responseElements } = record;
  const version = isBag(responseElements) ? textIn(responseElements, 'versionId') : undefined;
  if (version !== undefined) return version === versionId;
  return textIn(bagIn(record, 'requestParameters'), 'backupPlanId') === id;
}

export function makerSection(
  { createdAt }: Plan,
  part: readonly VersionEvent[] | Refused | null | undefined,
  now: number,
): DetailSection[] {
  if (part === undefined) return [];
  if (isRefused(part)) return [fieldsSection('Made by', [['Who', `unknown: ${part.refused}`, 'warn']])];
  const events = part ?? [];
  if (events.length === 0)
    return [fieldsSection('Made by', [['Who', `unknown: ${whyUnknown(createdAt, now)}`, 'muted']])];
  return [
    fieldsSection(
      'Made by',
      events.flatMap(({ actor, name, sourceIp, id }) => [
        ['Who', actorWords(actor)] as const,
        ['Event', `${name} ${id}`] as const,
        ['From', sourceIp] as const,
      ]),
    ),
  ];
}

function whyUnknown(createdAt: number | undefined, now: number): string {
  if (createdAt === undefined) return 'AWS did not return the time of creation';
  if (now - createdAt > trailHistoryMs) return 'CloudTrail keeps events for 90 days';
  return now - createdAt < deliveryMs
    ? 'CloudTrail delivers events within 15 minutes'
    : 'CloudTrail returned no matching event';
}
