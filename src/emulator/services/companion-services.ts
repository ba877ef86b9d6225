// The services that AWS Backup's happenings reach, and those a caller needs to find its way.
import type { Clock } from '../../lib/clock.ts';
import { createEc2Service } from './ec2/ec2-service.ts';
import { createEventBus, type Send } from './eventbridge/event-bus.ts';
import { createEventBridgeService } from './eventbridge/eventbridge-service.ts';
import { createIamService } from './iam/iam-service.ts';
import { createOrganizationsService } from './organizations/organizations-service.ts';
import { createPerEstate } from './per-estate.ts';
import type { Call, Service } from './service.ts';
import { createSnsService } from './sns/sns-service.ts';
import { createTopics } from './sns/topics.ts';
import { createQueues } from './sqs/queues.ts';
import { createSqsService } from './sqs/sqs-service.ts';

/** By signing name. */
export function createCompanionServices(clock: Clock): Record<string, Service> {
  const queuesOf = createPerEstate(({ seed }) => createQueues(seed));
  const topicsOf = createPerEstate((estate) => createTopics(estate, queuesOf(estate)));
  const send: Send = ({ estate }, arn, body, at) => {
    const queues = queuesOf(estate);
    const queue = queues.byArn(arn);
    if (queue) queues.put(queue, { body, at });
    else topicsOf(estate).publish(arn, { body, attributes: {} }, at);
  };
  const busOf = createPerEstate((estate) => createEventBus(estate, send));
  const deliver = (call: Call) => {
    busOf(call.estate).deliver(call);
    topicsOf(call.estate).deliver(call);
  };
  return {
    ec2: createEc2Service(),
    events: createEventBridgeService(busOf),
    iam: createIamService(),
    organizations: createOrganizationsService(),
    sns: createSnsService(topicsOf),
    sqs: createSqsService({ clock, queuesOf, deliver }),
  };
}
