import { capabilityRestMs } from '../../config/budgets.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { Clock } from '../lib/clock.ts';
import { AwsProblemError } from './errors/errors.ts';
import { notOffered } from './errors/problem-texts.ts';
import type { Service } from './operations.ts';

interface Capability {
  readonly scope: Scope;
  readonly service: Service;
  readonly operation: string;
}

export interface Capabilities {
  /** The endpoint does not support this operation: it is not called again for a while. */
  markMissing(capability: Capability): void;
  isMissing(capability: Capability): boolean;
  assertOffered(capability: Capability): void;
  /** Another endpoint may support other operations. */
  forget(): void;
}

const keyOf = ({ scope, service, operation }: Capability) => `${scopeKey(scope)}/${service}/${operation}`;

/** Caches which operations an endpoint that is not AWS does not support. */
export function createCapabilities(clock: Pick<Clock, 'now'>, restMs = capabilityRestMs): Capabilities {
  const askAgainAt = new Map<string, number>();

  const isMissing = (capability: Capability) => {
    const key = keyOf(capability);
    const until = askAgainAt.get(key);
    if (until === undefined) return false;
    if (clock.now() < until) return true;
    askAgainAt.delete(key);
    return false;
  };

  return {
    isMissing,
    markMissing: (capability) => void askAgainAt.set(keyOf(capability), clock.now() + restMs),
    forget: () => askAgainAt.clear(),
    assertOffered(capability) {
      if (isMissing(capability)) throw new AwsProblemError(notOffered(capability.service, capability.operation));
    },
  };
}
