// Parses the bodies of responses with the SDK's shapes: a long list part by part and on use, a value of the wrong type
// not at all.
import type { NormalizedSchema } from '@smithy/core/schema';
import { rowsInTurn } from '../../../config/limits.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { letGo } from './body-collector.ts';
import { findList } from './list-slices.ts';
import { LongList } from './long-list.ts';
import { assertFittingOnWire } from './misfit.ts';
import { requiredPath } from './response-members.ts';
import { fits, fitsOnWire, isObject, withoutNulls } from './shape-fit.ts';
import { createShapeReader, type Read } from './shape-reader.ts';
import { isDocumentShape, keepUnknownMembers } from './unknown-members.ts';

/** Length of a response in bytes: half a millisecond of work. Shorter responses are parsed by the SDK alone. */
const shortResponse = 48_000;
/** Bytes that are scanned in one turn of the event loop: a quarter of a millisecond, about six at first. */
const scannedInTurn = 50_000;

/** The lists of a response are direct members. */
const depthOfLists = 2;

/** The parts of the SDK that are loaded with the first client. */
export type SdkShapes = Pick<typeof import('@smithy/core/protocols'), 'JsonCodec2' | 'JsonShapeDeserializer2'> &
  Pick<typeof import('@smithy/core/schema'), 'NormalizedSchema'>;

type Schema = Parameters<InstanceType<SdkShapes['JsonShapeDeserializer2']>['read']>[0];

function createDeserializer(nextTurn: NextTurn, { JsonShapeDeserializer2, NormalizedSchema }: SdkShapes) {
  return class Deserializer extends JsonShapeDeserializer2 {
    /** The depth of the present value; a response has depth 1. */
    private depth = 0;
    private readonly readerOf = createShapeReader((schema, value) => this.readObject(schema, value as never));

    override async read(schema: Schema, data: unknown): Promise<unknown> {
      // The bodies of many responses may end at once.
      await nextTurn(true);
      if (!(data instanceof Uint8Array)) return this.readShort(schema, data);
      const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      if (isDocumentShape(NormalizedSchema.of(schema).getName() ?? '')) return this.readDocument(schema, body);
      if (data.byteLength <= shortResponse) return this.readShort(schema, data);
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
      if (this.depth === 0) assertFittingOnWire(shape, value, requiredPath('backup', operationOf(shape)));
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

    private readEntries(schema: NormalizedSchema, map: object): object {
      const entries = Object.entries(map).map(([name, value]) => [name, this._read(schema, value)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }

    private readItems(schema: NormalizedSchema, items: readonly unknown[]): unknown[] | undefined {
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
  };
}

/** A function that creates codecs with the settings of AwsRestJsonProtocol. */
export function createLongResponseCodec(nextTurn: NextTurn, sdk: SdkShapes) {
  const Deserializer = createDeserializer(nextTurn, sdk);

  class Codec extends sdk.JsonCodec2 {
    override createDeserializer() {
      const deserializer = new Deserializer(this.settings);
      if (this.serdeContext) deserializer.setSerdeContext(this.serdeContext);
      return deserializer;
    }
  }

  return () =>
    new Codec({ timestampFormat: { useTrait: true, default: 7 as const }, httpBindings: true, jsonName: true });
}

/** Outputs are named after their operation. */
const operationOf = (output: { getName(): string | undefined }): string =>
  (output.getName() ?? '').replace(/(Output|Response)$/, '');

/** For a short list. */
const readItems = (items: readonly unknown[], read: Read): unknown[] =>
  withoutNulls(items, true).map((item) => read(item) ?? item);
