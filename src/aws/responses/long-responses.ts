// The SDK parses a response in one go, and a page of 1,000 jobs blocks everything else meanwhile: here a long list is
// parsed on use, part by part. The results equal those of the SDK.
import type { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { NextTurn } from '../../lib/process/turns.ts';
import { collectBody } from './body-collector.ts';
import { createLongResponseCodec } from './long-response-codec.ts';
import { isDocumentShape, keepUnknownMembers, unknownMembers, withMembers } from './unknown-members.ts';

type ResponseArguments = Parameters<AwsRestJsonProtocol['deserializeResponse']>;
type RequestArguments = Parameters<AwsRestJsonProtocol['serializeRequest']>;
type Settings = ConstructorParameters<typeof AwsRestJsonProtocol>[0];

/** The `protocol` of the AWS Backup client. Its responses must be unfolded. Loads the SDK. */
export async function createLongResponseProtocol(nextTurn: NextTurn) {
  const [{ AwsRestJsonProtocol }, { JsonCodec2, JsonShapeDeserializer2 }, { NormalizedSchema }] = await Promise.all([
    import('@aws-sdk/core/protocols'),
    import('@smithy/core/protocols'),
    import('@smithy/core/schema'),
  ]);
  const codec = createLongResponseCodec(nextTurn, { JsonCodec2, JsonShapeDeserializer2, NormalizedSchema });

  const memberNames = (schema: Parameters<typeof NormalizedSchema.of>[0]): ReadonlySet<string> =>
    new Set([...NormalizedSchema.of(schema).structIterator()].map(([name]) => name));

  return class extends AwsRestJsonProtocol {
    constructor(given: Settings) {
      super({ ...given, jsonCodec: codec() });
    }

    /** The SDK serializes only members of an input that the schema names; the other members are added to the body. */
    override async serializeRequest(...given: RequestArguments): Promise<never> {
      const [operation, input] = given;
      const request = (await super.serializeRequest(...given)) as { body?: unknown };
      const more = unknownMembers(input, memberNames(operation.input));
      if (Object.keys(more).length > 0) request.body = withMembers(request.body, more);
      return request as never;
    }

    /** The SDK parses only members of a response that the schema names; for a document the others are added. */
    override async deserializeResponse(...given: ResponseArguments): Promise<never> {
      const [operation, context, response] = given;
      const shape = NormalizedSchema.of(operation.output).getName() ?? '';
      if (!isDocumentShape(shape) || response.statusCode >= 300) {
        return (await super.deserializeResponse(...given)) as never;
      }
      const body = await collectBody(response.body);
      response.body = body;
      const answer = (await super.deserializeResponse(operation, context, response)) as object;
      const document = body.byteLength === 0 ? {} : keepUnknownMembers(JSON.parse(Buffer.from(body).toString()));
      return { ...unknownMembers(document, memberNames(operation.output)), ...answer } as never;
    }
  };
}
