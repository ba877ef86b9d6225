// A request or response as CloudTrail records it: members in lower camel case; keys of maps are unchanged.
import type { NormalizedSchema } from '@smithy/core/schema';
import { longDate } from '../estate/long-date.ts';

export function toTrailForm(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return longDate(value.getTime());
  if (Array.isArray(value)) return value.map((item) => toTrailForm(schema.getValueSchema(), item));
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(([name, member]) => {
      const camel = name.charAt(0).toLowerCase() + name.slice(1);
      return [camel, toTrailForm(member, (value as Record<string, unknown>)[name])] as const;
    });
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  }
  return value;
}
