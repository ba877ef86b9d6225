import type * as z from 'zod/mini';
import type { Path } from './issue.ts';
import { configSchema } from './schema.ts';

/** The valid keys at a path, for "did you mean". */
export function keysAt(path: Path): readonly string[] {
  const found = path.reduce<z.core.$ZodType | undefined>((schema, part) => child(schema, part), configSchema);
  const { def } = unwrapped(found)?._zod ?? {};
  if (def?.type === 'object') return Object.keys((def as z.core.$ZodObjectDef).shape);
  const keyType = def?.type === 'record' ? (def as z.core.$ZodRecordDef).keyType : undefined;
  return keyType?._zod.def.type === 'enum' ? [...(keyType._zod.values ?? [])].map(String) : [];
}

function child(schema: z.core.$ZodType | undefined, part: PropertyKey): z.core.$ZodType | undefined {
  const { def } = unwrapped(schema)?._zod ?? {};
  if (def?.type === 'object') return (def as z.core.$ZodObjectDef).shape[String(part)];
  if (def?.type === 'record') return (def as z.core.$ZodRecordDef).valueType;
  if (def?.type === 'array') return (def as z.core.$ZodArrayDef).element;
  return undefined;
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def;
  return def?.type === 'optional' ? unwrapped((def as z.core.$ZodOptionalDef).innerType) : schema;
}
