// Names in a status message never change its cause: each word of the table of causes, in each kind of name.
import { expect, test } from 'vitest';
import { explainFailure } from '../../src/domain/jobs/failure-cause.ts';
import { causesByCategory, causesByCode, causesByPhrase } from '../../src/domain/jobs/failure-causes.ts';
import { sampled } from '../support/matrix.ts';

const wordsOf = (pattern: RegExp): string[] => pattern.source.match(/(?<!\\)[A-Za-z]{2,}/g) ?? [];

const words = [
  ...new Set(
    [
      ...[...causesByPhrase, ...causesByCode].flatMap(([pattern]) => wordsOf(pattern)),
      ...Object.keys(causesByCategory),
      'rate',
      'limit',
      'throttle',
      'throttling',
      'quotas',
      'denied',
      'error',
      'vss',
      'kms',
      'key',
      'tag',
      'state',
    ].map((word) => word.toLowerCase()),
  ),
];

const title = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;

/** Names as people give them, and as AWS does. */
const names: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `bucket ${word}`,
  (word) => `role: ${title(word)}`,
  (word) => `${word}-logs`,
  (word) => `my-${word}-exceeded-logs`,
  (word) => `access-${word}`,
  (word) => `${word}_reached_table`,
  (word) => `logs.${word}.example`,
  (word) => `${title(word)}ExceededRole`,
  (word) => `BackupRole${title(word)}`,
  (word) => `${word}2024`,
  (word) => `/${word}/exceeded`,
  (word) => `${word}@example.com`,
  (word) => `snap-${word}`,
  (word) => `'${word}'`,
  (word) => `"${word} exceeded"`,
  (word) => `"internal ${word}"`,
  (word) => `\`${word} not found\``,
  (word) => `“${word} reached”`,
  (word) => `arn:aws:s3:::${word}-exceeded`,
  (word) => `arn:aws:s3:::${word}`,
  (word) => `arn:aws:rds:eu-west-1:111122223333:db:${word}`,
  (word) => `arn:aws:iam::111122223333:role/${title(word)}`,
  (word) => `arn:aws:kms:eu-west-1:111122223333:key/${word}`,
  (word) => `arn:aws-cn:dynamodb:cn-north-1:111122223333:table/${word}.exceeded`,
];

/** Sentences with a name, and the cause that each has whatever the name is. */
const sentences: readonly (readonly [cause: string, sentence: (name: string) => string, category?: string])[] = [
  [
    'denied',
    (name) =>
      `Access denied\nYour backup job failed as AWS Backup does not have permission to describe resource ${name}. Please review your IAM policies to ensure AWS Backup can protect your resources.`,
    'AccessDenied',
  ],
  ['denied', (name) => `User: ${name} is not authorized to perform: ec2:CreateSnapshot on resource: ${name}`],
  ['denied', (name) => `IAM Role ${name} cannot be assumed by AWS Backup`],
  ['gone', (name) => `The specified volume ${name} was not found.`],
  ['gone', (name) => `Could not find resource ${name}`],
  ['wrong-state', (name) => `The instance ${name} is not currently in the available state.`],
  ['tag-policy', (name) => `The tag policy does not allow the specified value for the following tag key: ${name}`],
  ['limit', (name) => `Subscriber limit exceeded: ${name} has too many backups.`],
  ['internal', (name) => `An internal error occurred for ${name}.`],
  ['unknown', (name) => `Something new about ${name} under the sun`],
  ['unknown', (name) => `${name}: something new`],
  ['denied', (name) => `Something new about ${name}`, 'ACCESSDENIED'],
  ['gone', (name) => `Something new about (${name})`, 'ResourceNotFound'],
  ['limit', (name) => `Something new about [${name}], again`, 'limit_exceeded'],
];

const cases = words.flatMap((word) =>
  names.flatMap((name) =>
    sentences.map(([cause, sentence, category]) => ({ word: name(word), cause, sentence, category })),
  ),
);

test('no word of a name is taken for a cause', () => {
  const wrong = sampled(cases, 4_000).flatMap(({ word, cause, sentence, category }) => {
    const message = sentence(word);
    const found = explainFailure({ message, ...(category ? { messageCategory: category } : {}) });
    return found.id === cause ? [] : [`${found.id}, not ${cause}: ${message} ${category ?? ''}`];
  });
  expect(wrong.slice(0, 20)).toEqual([]);
});
