// Bodies in CBOR, which CloudWatch speaks.
import { cbor } from '@smithy/core/cbor';

/** Throws if the bytes are no CBOR. */
export const changedCbor = (bytes: Uint8Array, change: (value: unknown) => unknown): Uint8Array =>
  cbor.serialize(change(cbor.deserialize(new Uint8Array(bytes))));
