// Which failures of a vault reach somebody: what AWS Backup publishes, may publish, and what filters let through.
import { type FailureKind, publishedFailures, type VaultNotification } from '../vaults/notification.ts';
import { filterResult } from './filter-policy.ts';
import { topicAccess } from './topic.ts';

/** A subscriber of a topic. */
export interface Subscriber {
  /** 'email', 'sqs', 'https' and others. */
  readonly protocol: string;
  readonly endpoint: string;
  /** Nobody has confirmed it: nothing is delivered. */
  readonly isPending?: boolean;
  /** JSON; absent: it gets every message. */
  readonly filter?: string;
  /** MessageAttributes or MessageBody; absent: MessageAttributes. */
  readonly filterScope?: string;
  /** Why its filter is not known. */
  readonly refused?: string;
}

/** `unknown`: what decides was refused or not read. */
export type Delivery = 'delivered' | 'lost' | 'unknown';

/** By kind, of the failures that the vault's events include. Other failures are never published. */
export function deliveries(notification: VaultNotification): ReadonlyMap<FailureKind, Delivery> {
  return new Map(publishedFailures(notification).map((kind) => [kind, deliveryOf(kind, notification)]));
}

function deliveryOf(kind: FailureKind, { topic, subscriptions }: VaultNotification): Delivery {
  const access = topic ? topicAccess(topic) : 'unknown';
  if (access === 'missing' || access === 'denied') return 'lost';
  const passing = subscriptions?.map((one) => passes(kind, one)) ?? ['unknown'];
  if (passing.includes('delivered')) return access === 'allowed' ? 'delivered' : 'unknown';
  return passing.includes('unknown') ? 'unknown' : 'lost';
}

export function passes(kind: FailureKind, { isPending, filter, filterScope, refused }: Subscriber): Delivery {
  if (isPending) return 'lost';
  if (refused !== undefined) return 'unknown';
  const result = filterResult(kind, filter, filterScope);
  return result === 'unknown' ? 'unknown' : result === 'passes' ? 'delivered' : 'lost';
}

/** 'backup copy restore?': a mark for what is not known; undefined: nothing reaches anybody. */
export function deliveryText(notification: VaultNotification): string | undefined {
  const known = [...deliveries(notification)].flatMap(([kind, delivery]) =>
    delivery === 'lost' ? [] : [delivery === 'unknown' ? `${kind}?` : kind],
  );
  return known.length === 0 ? undefined : known.join(' ');
}
