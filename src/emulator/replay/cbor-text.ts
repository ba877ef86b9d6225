// Bodies in CBOR as texts that can be compared: CloudWatch's requests have the times of their range in them.
import { cbor } from '@smithy/core/cbor';

/** Bytes that are no CBOR stay as they are. */
export function cborText(bytes: Uint8Array): string {
  try {
    return JSON.stringify(cbor.deserialize(new Uint8Array(bytes)), (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
