// The services that AWS Backup's happenings reach, and those a caller needs to find its way.
import type { Clock } from '../../lib/clock.ts';
import { createPerEstate } from './per-estate.ts';
import type { Service } from './service.ts';
import { createQueues } from './sqs/queues.ts';
import { createSqsService } from './sqs/sqs-service.ts';

/** By signing name. */
export function createCompanionServices(clock: Clock): Record<string, Service> {
  const queuesOf = createPerEstate(({ seed }) => createQueues(seed));
  return {
    sqs: createSqsService({ clock, queuesOf, deliver: () => undefined }),
  };
}
