// The SDK reads an answer of AWS in one go, and a page of 1,000 jobs keeps everything else waiting meanwhile: here a long
// list is read piece by piece, with the event loop's other work in between. What comes of it is what the SDK gives.
import type { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import type { NextTurn } from '../lib/turns.ts';
import { listSlices } from './list-slices.ts';
import { createShapeReader } from './shape-reader.ts';

/** Of an answer, in bytes: half a millisecond of work. Shorter answers are read by the SDK alone. */
export const sliceBytes = 48_000;

type Settings = ConstructorParameters<typeof AwsRestJsonProtocol>[0];

/** For the client of AWS Backup: its `protocol`. Loads the SDK. */
export async function createLongAnswerProtocol(nextTurn: NextTurn) {
  const [{ AwsRestJsonProtocol }, { JsonCodec2, JsonShapeDeserializer2 }, { NormalizedSchema }] = await Promise.all([
    import('@aws-sdk/core/protocols'),
    import('@smithy/core/protocols'),
    import('@smithy/core/schema'),
  ]);
  type Schema = Parameters<InstanceType<typeof JsonShapeDeserializer2>['read']>[0];

  class Deserializer extends JsonShapeDeserializer2 {
    private readonly readerOf = createShapeReader((schema, value) => this.readObject(schema, value as never));

    override async read(schema: Schema, data: unknown): Promise<unknown> {
      if (!(data instanceof Uint8Array) || data.byteLength <= sliceBytes) return super.read(schema, data);
      const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      // What cannot be read so is for the SDK to read, or to refuse in its own words.
      return (await this.readLong(schema, body).catch(() => undefined)) ?? super.read(schema, data);
    }

    private async readLong(schema: Schema, body: Buffer): Promise<object | undefined> {
      const members = new Map(NormalizedSchema.of(schema).structIterator());
      const lists: Record<string, unknown[]> = {};
      const slices = listSlices(body, sliceBytes);
      let next = slices.next();
      for (; !next.done; next = slices.next()) {
        const { name, text } = next.value;
        const list = members.get(name);
        if (!list?.isListSchema()) return undefined;
        const items = (JSON.parse(text) as unknown[]).map(this.readerOf(list.getValueSchema()));
        lists[name] = [...(lists[name] ?? []), ...items];
        await nextTurn();
      }
      return { ...(this.readObject(schema, JSON.parse(next.value)) as object), ...lists };
    }
  }

  class Codec extends JsonCodec2 {
    override createDeserializer() {
      const deserializer = new Deserializer(this.settings);
      if (this.serdeContext) deserializer.setSerdeContext(this.serdeContext);
      return deserializer;
    }
  }

  /** The settings are those that AwsRestJsonProtocol makes for itself. */
  const codec = () =>
    new Codec({ timestampFormat: { useTrait: true, default: 7 as const }, httpBindings: true, jsonName: true });

  return class extends AwsRestJsonProtocol {
    constructor(given: Settings) {
      super({ ...given, jsonCodec: codec() });
    }
  };
}
