// Clients of the declared services on an embedded AWS.
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CloudFormationClient } from '../../../src/aws/declared/cloudformation.ts';
import type { DeclaredCommand } from '../../../src/aws/declared/declare-service.ts';
import { Ec2Client } from '../../../src/aws/declared/ec2.ts';
import { KmsClient } from '../../../src/aws/declared/kms.ts';
import { RdsClient } from '../../../src/aws/declared/rds.ts';
import { ResourceExplorerClient } from '../../../src/aws/declared/resource-explorer.ts';
import { SnsClient } from '../../../src/aws/declared/sns.ts';
import { TaggingClient } from '../../../src/aws/declared/tagging.ts';
import { collectBody } from '../../../src/aws/responses/body-collector.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { accessKeyFor } from '../../../src/emulator/wire/access-keys.ts';

interface Sender {
  send<Output>(command: DeclaredCommand<object, Output>): Promise<Output>;
}

/** `account`: of the organization, instead of the management account. */
export function declaredClients({ url }: Pick<Emulator, 'url'>, region = 'us-east-1', account?: string) {
  const config = {
    region,
    endpoint: url,
    maxAttempts: 1,
    retryMode: 'standard',
    requestHandler: new NodeHttpHandler(),
    streamCollector: collectBody,
    credentials: {
      accessKeyId: account === undefined ? 'AKIDTEST' : accessKeyFor(account, '0a1b2c3d'),
      secretAccessKey: 'secret',
    },
  };
  const sender = (Client: new (given: object) => object) => new Client(config) as Sender;
  return {
    explorer: sender(ResourceExplorerClient),
    tagging: sender(TaggingClient),
    ec2: sender(Ec2Client),
    rds: sender(RdsClient),
    cloudformation: sender(CloudFormationClient),
    kms: sender(KmsClient),
    sns: sender(SnsClient),
  };
}
