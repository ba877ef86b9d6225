// A row as a program reads it: flat, times in ISO 8601, sizes in bytes, whole ids and ARNs.
import type { AnyResource } from '../resources/resource.ts';
import type { Row } from './rows.ts';

export type MachineValue = string | number | boolean | readonly unknown[] | object;

/**
 * Account and Region first, then the resource's fields in order; what AWS did not say is left out. What is counted over all
 * accounts has `*` for the account, as AWS's own `ByAccountId` takes it.
 */
export function machineRow({ fields }: AnyResource, row: Row): Record<string, MachineValue> {
  const { accountId, region, organization } = row.scope;
  const told: Record<string, MachineValue> = { account: organization ? '*' : accountId, region };
  for (const field of fields) {
    const value = valueAt(row, field);
    const name = fieldName(field);
    if (value !== undefined && value !== null) told[name] = isTime(name) ? new Date(value).toISOString() : value;
  }
  return told;
}

export const machineNames = ({ fields }: AnyResource): string[] => ['account', 'region', ...fields.map(fieldName)];

/** 'createdBy.planId' is told as planId. */
const fieldName = (field: string): string => field.slice(field.lastIndexOf('.') + 1);

const valueAt = (row: Row, field: string) => field.split('.').reduce((value, part) => value?.[part], row);

/** Names of times: createdAt, at, since, startBy, lockDate. Rows hold them as epoch ms. */
export const isTime = (name: string): boolean => name === 'at' || name === 'since' || /(At|By|Date)$/.test(name);
