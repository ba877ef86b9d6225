// Resources of the same name, each with its own findings: the list shows which one each finding is about.
import { expect, test } from 'vitest';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import type { Job } from '../../../src/domain/jobs/job.ts';
import { attentionOf, failed, five, nightly, textsOf } from './facts-of.ts';

const instanceOf = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:instance/${id}`;
/** The last run of an instance with the Name tag web failed. */
const failing = (id: string, more: Partial<Job> = {}): Job[] =>
  [failed('web', five), ...nightly('web').slice(1)].map((job, index) => ({
    ...job,
    id: `${id}-${index}`,
    resourceArn: instanceOf(id),
    resourceType: 'EC2',
    ...(index === 0 ? more : {}),
  }));
const first = 'i-0a1b2c3d4e5f6a7b8';
const second = 'i-9f8e7d6c5b4a39281';

test('sentences about two resources of one name say which one, those about one resource do not', () => {
  expect(textsOf({ backups: failing(first) }).map((text) => text.split(':')[0])).toEqual(['web']);
  const both = textsOf({ backups: [...failing(first), ...failing(second, { message: 'Another reason.' })] });
  expect(both.map((text) => text.split(':')[0]).toSorted()).toEqual(['web (i-0a1b2c)', 'web (i-9f8e7d)']);
});

test('a group names each of its members so that it is known', () => {
  const ids = [first, second, 'i-5555555555555555a', 'i-7777777777777777b'];
  const [group] = attentionOf({ backups: ids.flatMap((id) => failing(id)) }).items;
  expect(group?.count).toBe(4);
  expect(group?.text).toMatch(/ \(web \(i-0a1b2c\), web \(i-5{6}\), web \(i-7{6}\) and 1 other\)$/);
});

test('a mute goes by the name that AWS has, whatever tells it apart', () => {
  const backups = [...failing(first), ...failing(second)];
  const { items, muted } = attentionOf({ backups }, { ...noSettings, mutes: [{ name: 'web' }] });
  expect([items.length, muted.length]).toEqual([0, 2]);
});

test('two kinds of things of one name are told apart by their kind', () => {
  const database = [failed('web', five, { message: 'Another reason.' }), ...nightly('web').slice(1)];
  const names = textsOf({ backups: [...failing(first), ...database] }).map((text) => text.split(':')[0]);
  expect(names.toSorted()).toEqual([`web (ec2 instance/${first})`, 'web (rds db/web)']);
});
