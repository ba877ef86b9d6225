// A row for programs: flat, times in ISO 8601, sizes in bytes, whole ids and ARNs.
import type { AnyResource } from '../../resources/resource.ts';
import type { ListRow } from './rows.ts';

export type MachineValue = string | number | boolean | readonly unknown[] | object;

/**
 * Account and Region first, then the resource's fields in order; members that AWS did not return are left out. A row
 * that counts over all accounts has `*` as its account, like AWS's own `ByAccountId`. Of a row that another identity
 * collected its ARN is a member, too.
 */
export function machineRow({ fields, exported }: AnyResource, row: ListRow, now: number): Record<string, MachineValue> {
  const { accountId, region, organization, collectedAs } = row.scope;
  const values: Record<string, MachineValue> = { account: organization ? '*' : accountId, region };
  if (collectedAs !== undefined) values.collectedAs = collectedAs;
  const whole = exported?.(row, now) ?? row;
  for (const field of fields) {
    const value = valueAt(whole, field);
    const name = fieldName(field);
    if (value !== undefined && value !== null) values[name] = toMachine(name, value);
  }
  return values;
}

export const machineNames = ({ fields }: AnyResource): string[] => ['account', 'region', ...fields.map(fieldName)];

/** 'createdBy.planId' is named planId. */
const fieldName = (field: string): string => field.slice(field.lastIndexOf('.') + 1);

export const valueAt = (row: ListRow, field: string) => field.split('.').reduce((value, part) => value?.[part], row);

/** Names of times: createdAt, at, since, startBy, lockDate; the runs of a preview. Rows contain them as epoch ms. */
export const isTime = (name: string): boolean => /^(at|since|preview)$|(At|By|Date)$/.test(name);

/** Nested values are converted in the same way: list items have the name of the list. */
function toMachine(name: string, value: unknown): MachineValue {
  if (value instanceof Date) return timeText(value.getTime());
  if (typeof value === 'number') return isTime(name) ? timeText(value) : value;
  if (Array.isArray(value)) return value.map((item) => toMachine(name, item));
  if (typeof value !== 'object' || value === null) return value as MachineValue;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== 'function');
  return Object.fromEntries(members.map(([key, member]) => [key, toMachine(key, member)]));
}

/** A number beyond the range of dates stays a number. */
const timeText = (ms: number): MachineValue => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ms);
