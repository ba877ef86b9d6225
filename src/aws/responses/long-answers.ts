// The SDK parses a response in one go, and a page of 1,000 jobs blocks everything else meanwhile: here a long list is
// parsed on use, part by part. The results equal those of the SDK.
import type { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { rowsInTurn } from '../../../config/limits.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { requiredPath } from './answer-members.ts';
import { collectBody, letGo } from './body-collector.ts';
import { findList } from './list-slices.ts';
import { LongList } from './long-list.ts';
import { assertFitting } from './misfit.ts';
import { fits, fitsOnWire, isObject, withoutNulls } from './shape-fit.ts';
import { createShapeReader, type Read } from './shape-reader.ts';
import { isDocumentShape, keepUnknownMembers, unknownMembers, withMembers } from './unknown-members.ts';

/** Length of a response in bytes: half a millisecond of work. Shorter responses are parsed by the SDK alone. */
const shortAnswer = 48_000;
/** Bytes that are scanned in one turn of the event loop: a quarter of a millisecond, about six at first. */
const scannedInTurn = 50_000;

/** The lists of a response are direct members. */
const depthOfLists = 2;

type ResponseArguments = Parameters<AwsRestJsonProtocol['deserializeResponse']>;
type RequestArguments = Parameters<AwsRestJsonProtocol['serializeRequest']>;
type Settings = ConstructorParameters<typeof AwsRestJsonProtocol>[0];

/** The `protocol` of the AWS Backup client. Its responses must be unfolded. Loads the SDK. */
export async function createLongAnswerProtocol(nextTurn: NextTurn) {
  const [{ AwsRestJsonProtocol }, { JsonCodec2, JsonShapeDeserializer2 }, { NormalizedSchema }] = await Promise.all([
    import('@aws-sdk/core/protocols'),
    import('@smithy/core/protocols'),
    import('@smithy/core/schema'),
  ]);
  type Schema = Parameters<InstanceType<typeof JsonShapeDeserializer2>['read']>[0];

  class Deserializer extends JsonShapeDeserializer2 {
    /** The depth of the present value; a response has depth 1. */
    private depth = 0;
    private readonly readerOf = createShapeReader((schema, value) => this.readObject(schema, value as never));

    override async read(schema: Schema, data: unknown): Promise<unknown> {
      // The bodies of many responses may end at once.
      await nextTurn(true);
      if (!(data instanceof Uint8Array)) return this.readShort(schema, data);
      const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      if (isDocumentShape(NormalizedSchema.of(schema).getName() ?? '')) return this.readDocument(schema, body);
      if (data.byteLength <= shortAnswer) return this.readShort(schema, data);
      // A body that cannot be cut is parsed, or refused, by the SDK.
      return (await this.readLong(schema, body).catch(() => undefined)) ?? this.readShort(schema, data);
    }

    /** The SDK makes a response without members from JSON that is not an object. */
    private async readShort(schema: Schema, data: unknown): Promise<unknown> {
      return (await super.read(schema, data as never)) ?? {};
    }

    /**
     * Overrides the SDK's parser of each value: a value of the wrong type is left out, and the rest of the response
     * stays.
     */
    override _read(schema: Schema, value: unknown): unknown {
      const shape = NormalizedSchema.of(schema);
      if (this.depth === 0) assertFitting(shape, value, requiredPath('backup', operationOf(shape)), fitsOnWire);
      if (!fitsOnWire(shape, value)) return undefined;
      this.depth += 1;
      try {
        if (shape.isListSchema()) return this.readItems(shape.getValueSchema(), value as unknown[]);
        if (shape.isMapSchema()) return this.readEntries(shape.getValueSchema(), value as object);
        const read = super._read(schema, value);
        return fits(shape, read) ? read : undefined;
      } catch {
        return undefined;
      } finally {
        this.depth -= 1;
      }
    }

    private readEntries(schema: ReturnType<typeof NormalizedSchema.of>, map: object): object {
      const entries = Object.entries(map).map(([name, value]) => [name, this._read(schema, value)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }

    private readItems(
      schema: ReturnType<typeof NormalizedSchema.of>,
      items: readonly unknown[],
    ): unknown[] | undefined {
      const there = withoutNulls(items, false);
      // A list of nulls does not mean an empty list: the list counts as missing.
      if (this.depth === depthOfLists && there.length === 0 && items.length > 0) return undefined;
      // An item that should be an object and is none is reported by the check of the response.
      if (schema.isStructSchema()) return there.map((item) => this._read(schema, item) ?? item);
      return there.map((item) => this._read(schema, item)).filter((item) => item !== undefined);
    }

    private readDocument(schema: Schema, body: Buffer): unknown {
      const document: unknown = body.byteLength === 0 ? {} : JSON.parse(body.toString());
      return isObject(document) ? this.readObject(schema, keepUnknownMembers(document) as never) : {};
    }

    private async readLong(schema: Schema, body: Buffer): Promise<object | undefined> {
      const search = findList(body, rowsInTurn, scannedInTurn);
      let step = search.next();
      for (; !step.done; step = search.next()) await nextTurn(true);
      const cut = step.value;
      if (!cut) return undefined;
      // The consumer continues with the first part at once.
      await nextTurn(true);
      const list = new Map(NormalizedSchema.of(schema).structIterator()).get(cut.name);
      if (!list?.isListSchema()) return undefined;
      const readerOf = this.readerOf(list.getValueSchema());
      const long = new LongList(function* () {
        for (const text of cut.slices()) yield readItems(JSON.parse(text), readerOf);
        letGo(body);
      });
      return { ...(this.readObject(schema, JSON.parse(cut.rest)) as object), [cut.name]: long };
    }
  }

  class Codec extends JsonCodec2 {
    override createDeserializer() {
      const deserializer = new Deserializer(this.settings);
      if (this.serdeContext) deserializer.setSerdeContext(this.serdeContext);
      return deserializer;
    }
  }

  /** The settings equal those of AwsRestJsonProtocol. */
  const codec = () =>
    new Codec({ timestampFormat: { useTrait: true, default: 7 as const }, httpBindings: true, jsonName: true });

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

/** Outputs are named after their operation. */
const operationOf = (output: { getName(): string | undefined }): string =>
  (output.getName() ?? '').replace(/(Output|Response)$/, '');

/** For a short list. */
const readItems = (items: readonly unknown[], read: Read): unknown[] =>
  withoutNulls(items, true).map((item) => read(item) ?? item);
