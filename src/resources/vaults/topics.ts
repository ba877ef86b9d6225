// SNS topics as AWS Backup uses them: who may publish, and who is subscribed through which filter.
import { AwsProblemError } from '../../aws/errors/errors.ts';
import { parseArn } from '../../domain/arn.ts';
import type { Subscriber } from '../../domain/notifications/delivery.ts';
import { awsSnsKey, type Topic } from '../../domain/notifications/topic.ts';
import { sanitize } from '../../lib/text/text.ts';
import { defined, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';

/** ARNs. Rejects if listing is refused. */
export async function listTopics(request: RequestContext): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { Topics = [] } of request.pages('sns', 'ListTopics', {})) {
    arns.push(...Topics.flatMap(({ TopicArn }) => wordsOf(TopicArn) ?? []));
  }
  return arns;
}

/** Never rejects for a refusal: what is not known is named in `refused`. */
export async function readTopic(request: RequestContext, arn: string): Promise<Topic> {
  try {
    const { call } = request.callsWith({ scope: scopeOf(request, arn) });
    const { Attributes = {} } = await call('sns', 'GetTopicAttributes', { TopicArn: arn });
    const keyId = wordsOf(Attributes.KmsMasterKeyId);
    const topic = defined({ arn, policy: wordsOf(Attributes.Policy) });
    return keyId === undefined ? topic : { ...topic, ...(await readKey(request, keyId)) };
  } catch (error) {
    if (isNoTopic(error)) return { arn, isGone: true };
    return { arn, refused: problemMessage(error) };
  }
}

/** Vault and topic are in one Region: only a wrong ARN names another. */
const scopeOf = ({ scope }: RequestContext, arn: string) => ({
  ...scope,
  region: parseArn(arn)?.region || scope.region,
});

type TopicKey = Pick<Topic, 'keyId' | 'keyPolicy' | 'isAwsKey' | 'refused'>;

async function readKey(request: RequestContext, keyId: string): Promise<TopicKey> {
  if (keyId === awsSnsKey || keyId.endsWith(`:${awsSnsKey}`)) return { keyId, isAwsKey: true };
  try {
    const { KeyMetadata } = await request.call('kms', 'DescribeKey', { KeyId: keyId });
    const arn = wordsOf(KeyMetadata?.Arn) ?? keyId;
    if (KeyMetadata?.KeyManager === 'AWS') return { keyId: arn, isAwsKey: true };
    const { Policy } = await request.call('kms', 'GetKeyPolicy', { KeyId: arn });
    return defined({ keyId: arn, keyPolicy: wordsOf(Policy) });
  } catch (error) {
    return { keyId, refused: `its key: ${problemMessage(error)}` };
  }
}

/** Rejects if AWS refuses. */
export async function readSubscriptions(request: RequestContext, topicArn: string): Promise<readonly Subscriber[]> {
  const found: Subscriber[] = [];
  for await (const page of request.pages('sns', 'ListSubscriptionsByTopic', { TopicArn: topicArn })) {
    for (const { SubscriptionArn = '', Protocol, Endpoint } of page.Subscriptions ?? []) {
      const subscription = { protocol: sanitize(Protocol ?? ''), endpoint: sanitize(Endpoint ?? '') };
      found.push(
        parseArn(SubscriptionArn)
          ? { ...subscription, ...(await readFilter(request, SubscriptionArn)) }
          : { ...subscription, isPending: true },
      );
    }
  }
  return found;
}

async function readFilter(
  request: RequestContext,
  SubscriptionArn: string,
): Promise<Pick<Subscriber, 'filter' | 'filterScope' | 'isPending' | 'refused'>> {
  try {
    const { Attributes = {} } = await request.call('sns', 'GetSubscriptionAttributes', { SubscriptionArn });
    return defined({
      filter: wordsOf(Attributes.FilterPolicy),
      filterScope: wordsOf(Attributes.FilterPolicyScope),
      isPending: Attributes.PendingConfirmation === 'true' ? true : undefined,
    });
  } catch (error) {
    return { refused: problemMessage(error) };
  }
}

/** SNS's own code: 'NotFound'. */
const isNoTopic = (error: unknown): boolean =>
  error instanceof AwsProblemError && (error.problem.code === 'NotFound' || error.problem.kind === 'not-found');

/** A refused or failed request of SNS leaves unknown what it would have told; an ended one is rejected with. */
export function problemMessage(error: unknown): string {
  if (error instanceof AwsProblemError && error.problem.kind !== 'aborted') return error.problem.message;
  throw error;
}
