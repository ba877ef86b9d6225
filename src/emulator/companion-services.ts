// Services that receive AWS Backup's events and notifications, and services that callers need for discovery.
import type { Clock } from '../lib/clock.ts';
import { createDynamoDbService } from './dynamodb/dynamodb-service.ts';
import { createEc2Service } from './ec2/ec2-service.ts';
import type { Estate } from './estate/estate.ts';
import type { EstateOrganization } from './estate/organization.ts';
import { busNameOf, findBus, maySend } from './eventbridge/buses.ts';
import { createEventBus, type Send, type SendTarget } from './eventbridge/event-bus.ts';
import { createEventBridgeService } from './eventbridge/eventbridge-service.ts';
import { createIamService } from './iam/iam-service.ts';
import { createCloudFormationService } from './inventory/cloudformation-service.ts';
import { createExplorerService } from './inventory/explorer-service.ts';
import { createRdsService } from './inventory/rds-service.ts';
import { createTaggingService } from './inventory/tagging-service.ts';
import { createKmsService } from './kms/kms-service.ts';
import { createOrganizationsService, organizationId } from './organizations/organizations-service.ts';
import { createPerEstate } from './protocols/per-estate.ts';
import type { Call, EmulatedService } from './protocols/service.ts';
import { createSnsService } from './sns/sns-service.ts';
import { createTopics } from './sns/topics.ts';
import { createQueues } from './sqs/queues.ts';
import { createSqsService } from './sqs/sqs-service.ts';

/** The largest number of event buses that an event passes, which ends cycles. */
const mostHops = 5;

/** Services by signing name. */
export function createCompanionServices(clock: Clock): Record<string, EmulatedService> {
  const queuesOf = createPerEstate(({ seed }) => createQueues(seed));
  const topicsOf = createPerEstate((estate) => createTopics(estate, queuesOf(estate)));
  const send: Send = (call, { arn, body, event, hops }, at) => {
    const queues = queuesOf(call.estate);
    const queue = queues.byArn(arn);
    if (queue) queues.put(queue, { body, at });
    else if (arn.includes(':event-bus/')) forward(call, { arn, event, hops: hops + 1 }, at);
    else topicsOf(call.estate).publish(arn, { body, attributes: {} }, at);
  };
  /** Forwards the unchanged event to a bus of another Region or account. */
  const forward = (call: Call, { arn, event, hops }: Omit<SendTarget, 'body'>, at: number) => {
    const [, , , region = '', account = ''] = arn.split(':');
    const estate = call.estate.organization.estateOf(account);
    if (estate === undefined || hops > mostHops) return;
    const bus = busOf(estate);
    const spec =
      bus.buses.get(arn) ?? (busNameOf(arn) === 'default' ? findBus(bus.buses, arn, { region, account }) : undefined);
    const sender = { account: call.account, organizationId: organizationId(call.estate) };
    if (spec === undefined || !maySend(spec, sender)) return;
    bus.put(event, { ...call, estate, region, account, busArn: arn, hops }, at);
  };
  const known = new WeakMap<EstateOrganization, Set<Estate>>();
  const busOf = createPerEstate((estate) => {
    known.set(estate.organization, (known.get(estate.organization) ?? new Set()).add(estate));
    return createEventBus(estate, send);
  });
  /** Rules of other Regions and accounts can send to a queue of this account. */
  const deliver = (call: Call) => {
    busOf(call.estate).deliver(call);
    for (const estate of known.get(call.estate.organization) ?? []) {
      const { account } = estate;
      for (const region of busOf(estate).regions()) busOf(estate).deliver({ ...call, estate, account, region });
    }
    topicsOf(call.estate).deliver(call);
  };
  return {
    cloudformation: createCloudFormationService(),
    dynamodb: createDynamoDbService(),
    ec2: createEc2Service(),
    events: createEventBridgeService(busOf),
    iam: createIamService(),
    kms: createKmsService(),
    organizations: createOrganizationsService(),
    rds: createRdsService(),
    'resource-explorer-2': createExplorerService(),
    sns: createSnsService(topicsOf),
    sqs: createSqsService({ clock, queuesOf, deliver }),
    tagging: createTaggingService(),
  };
}
