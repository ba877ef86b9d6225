// Opens one SDK client, after its code was loaded.
import type { NextTurn } from '../../lib/process/turns.ts';
import { isReadOnly } from '../gate.ts';
import type { Service } from '../operations.ts';
import { collectBody } from '../responses/body-collector.ts';
import { createLongResponseProtocol } from '../responses/long-responses.ts';
import { fitToSchema } from '../responses/misfit.ts';
import { collectObject } from '../responses/object-body.ts';
import { requiredPath } from '../responses/response-members.ts';
import { keepUnknownInput } from '../responses/unknown-members.ts';
import { clientModules, loadSdk } from './load-sdk.ts';

interface SdkClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
}
type SdkModule = Record<string, new (input: object) => SdkClient & object>;

const clientNames: Record<Service, string> = {
  backup: 'BackupClient',
  cloudtrail: 'CloudTrailClient',
  cloudwatch: 'CloudWatchClient',
  sts: 'STSClient',
  account: 'AccountClient',
  organizations: 'OrganizationsClient',
  sqs: 'SQSClient',
  'resource-explorer-2': 'ResourceExplorerClient',
  tagging: 'TaggingClient',
  ec2: 'Ec2Client',
  rds: 'RdsClient',
  cloudformation: 'CloudFormationClient',
  kms: 'KmsClient',
  dynamodb: 'DynamodbClient',
  sns: 'SnsClient',
};

/** Loads the code of each service once. */
export function createSdkLoader(nextTurn: NextTurn) {
  const sdks = new Map<Service, Promise<SdkModule>>();
  let loaded: Promise<void> | undefined;
  let longResponses: ReturnType<typeof createLongResponseProtocol> | undefined;

  /** Each SDK module is loaded at its first use, in a turn of its own: together they take some frames. */
  function sdkOf(service: Service): Promise<SdkModule> {
    const known = sdks.get(service) ?? nextTurn(true).then(async () => (await clientModules[service]()) as SdkModule);
    sdks.set(service, known);
    return known;
  }

  return {
    async sdk(service: Service): Promise<SdkModule> {
      loaded ??= loadSdk(nextTurn);
      await loaded;
      return sdkOf(service);
    },
    async protocol(service: Service): Promise<object> {
      longResponses ??= createLongResponseProtocol(nextTurn);
      return service === 'backup' ? { protocol: await longResponses } : {};
    },
  };
}

export const openSdkClient = (sdk: SdkModule, service: Service, config: object): SdkClient =>
  new sdk[clientNames[service]]!({
    // The SDK does not retry: each attempt of this program waits for its budget and is counted, whatever a profile
    // says about retries.
    maxAttempts: 1,
    retryMode: 'standard',
    // The SDK's own collector checks for web streams, for which Node loads all of their code.
    streamCollector: service === 'sqs' ? collectObject : collectBody,
    ...config,
  });

/** Sends one command and checks the response. */
export async function sendCommand(
  { client, sdk, service }: { readonly client: SdkClient; readonly sdk: SdkModule; readonly service: Service },
  { operation, input }: { readonly operation: string; readonly input: object },
  abortSignal: AbortSignal,
): Promise<unknown> {
  const whole = service === 'backup' && !isReadOnly(operation) ? keepUnknownInput(input) : input;
  const response = await client.send(new sdk[`${operation}Command`]!(whole), { abortSignal });
  // Responses of AWS Backup are long, and checked while they are parsed.
  return service === 'backup'
    ? response
    : fitToSchema(sdk[`${operation}$`], response, requiredPath(service, operation));
}
