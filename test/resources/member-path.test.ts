// The compiler checks the paths of a resource's fields; the marked paths of this file are wrong on purpose.
import { expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { backupJobs } from '../../src/resources/jobs/backup-jobs.ts';
import type { MemberPath } from '../../src/resources/resource.ts';

interface Sample {
  readonly scope: Scope;
  readonly id: string;
  readonly runs: readonly { readonly at: number }[];
  readonly end?: { readonly reason: string } | { readonly code: number };
}

const paths: readonly MemberPath<Sample>[] = ['id', 'scope.region', 'runs', 'end', 'end.reason', 'end.code'];

const wrong: readonly MemberPath<Sample>[] = [
  // @ts-expect-error: the row has no such member
  'di',
  // @ts-expect-error: no part of the union has such a member
  'end.message',
  // @ts-expect-error: a list has no paths inside
  'runs.at',
];

test('each field of a resource is a path of its row', () => {
  // @ts-expect-error: a job has no member "ids"
  const misspelled: (typeof backupJobs)['fields'] = ['ids'];
  expect([...paths, ...wrong, ...misspelled]).toHaveLength(10);
  expect(backupJobs.fields).toContain('createdBy.planId');
});
