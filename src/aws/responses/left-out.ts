// List items that are not objects: the other rows stay, and the consumer of the list learns what was left out.
import type { AwsProblem } from '../errors/errors.ts';
import { rowsLeftOut } from '../errors/problem-texts.ts';
import type { Service } from '../operations.ts';
import { kindOf } from './misfit.ts';

interface Source {
  readonly service: Service;
  readonly operation: string;
}

export interface LeftOut {
  add(source: Source, member: string, item: unknown): void;
  /** undefined: every item could be parsed. */
  problem(): AwsProblem | undefined;
}

interface Found extends Source {
  readonly member: string;
  readonly kinds: Set<string>;
  count: number;
}

/** For one list request, with any number of operations. */
export function createLeftOut(): LeftOut {
  const found = new Map<string, Found>();
  return {
    add({ service, operation }, member, item) {
      const known = found.get(operation) ?? { service, operation, member, kinds: new Set<string>(), count: 0 };
      known.kinds.add(kindOf(item));
      known.count += 1;
      found.set(operation, known);
    },
    problem: () => (found.size === 0 ? undefined : rowsLeftOut([...found.values()].map(sentenceOf).join(' '))),
  };
}

/** 'ListBackupJobs sent a text where a backup job should be: 1 row is omitted.' */
function sentenceOf({ operation, member, kinds, count }: Found): string {
  const left = count === 1 ? '1 row is omitted.' : `${count} rows are omitted.`;
  return `${operation} sent ${[...kinds].join(', ')} where ${itemOf(member)} should be: ${left}`;
}

/** The items of 'BackupPlan.Rules' are named 'a rule', those of 'BackupVaultList' 'a backup vault'. */
function itemOf(member: string): string {
  const list = (member.split('.').at(-1) ?? '').replace(/List$/, '');
  const words = list
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase();
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
