// CloudTrail events of the calls that the emulator has received.
import type { Interval } from '../estate/backup-timeline.ts';
import { type TrailEvent, trailEvent } from '../estate/events/trail-event.ts';
import type { Call, ReceivedCall } from '../protocols/service.ts';

/** Services whose calls are management events; reading metrics is not one. */
const sources: Record<string, string> = {
  backup: 'backup.amazonaws.com',
  cloudtrail: 'cloudtrail.amazonaws.com',
  sts: 'sts.amazonaws.com',
  account: 'account.amazonaws.com',
  // AWS: https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-tagging.html
  tag: 'tagging.amazonaws.com',
  kms: 'kms.amazonaws.com',
};

export function receivedEvents(
  { received, receivedBefore, region, estate }: Call,
  { from, to }: Interval,
): TrailEvent[] {
  const events: TrailEvent[] = [];
  for (let index = received.length - 1; index >= 0; index -= 1) {
    const record = received[index];
    if (record === undefined || record.at < from) break;
    const source = sources[record.service];
    if (record.at >= to || record.region !== region || source === undefined) continue;
    // CloudTrail does not record calls without a known operation.
    if (record.operation === 'unknown') continue;
    if (record.account !== estate.account) continue;
    const keys = ['received', region, record.operation, record.at, receivedBefore + index];
    events.push(trailEvent(keys, contentOf(record, source, estate.accountName)));
  }
  return events;
}

/** `user`: of a call without a known caller. */
function contentOf(record: ReceivedCall, source: string, user: string): Parameters<typeof trailEvent>[1] {
  const { operation, at, accessKeyId, request, response, error, caller, userAgent } = record;
  return {
    name: operation,
    at,
    source,
    readOnly: /^(List|Describe|Get|Lookup)/.test(operation),
    by: {
      user: caller?.user ?? user,
      role: caller?.role ?? 'BackupOperator',
      accessKeyId,
      ip: '127.0.0.1',
      agent: userAgent ?? '-',
    },
    request,
    response: response && Object.keys(response).length > 0 ? response : undefined,
    error,
  };
}
