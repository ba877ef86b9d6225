// The words that AWS itself puts on the wire: names of members and operations, parts of paths, and values of
// enumerations, read from the clients. An anonymized recording keeps these words, and replaces all others.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as account from '@aws-sdk/client-account';
import * as backup from '@aws-sdk/client-backup';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as organizations from '@aws-sdk/client-organizations';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import type { NormalizedSchema } from '@smithy/core/schema';
import * as cloudformation from '../../src/aws/declared/cloudformation.ts';
import * as dynamodb from '../../src/aws/declared/dynamodb.ts';
import * as ec2 from '../../src/aws/declared/ec2.ts';
import * as kms from '../../src/aws/declared/kms.ts';
import * as rds from '../../src/aws/declared/rds.ts';
import * as resourceExplorer from '../../src/aws/declared/resource-explorer.ts';
import * as sns from '../../src/aws/declared/sns.ts';
import * as tagging from '../../src/aws/declared/tagging.ts';
import { readOperations } from '../../src/emulator/wire/operations.ts';

/** Their clients have many operations of which few are called. */
const large = { account, cloudtrail, cloudwatch, organizations, sqs, sts };
const whole = {
  backup,
  cloudformation,
  dynamodb,
  ec2,
  kms,
  rds,
  'resource-explorer-2': resourceExplorer,
  sns,
  tagging,
};

export const wireClients: Readonly<Record<string, object>> = { ...large, ...whole };

const source = resolve(import.meta.dirname, '../../src');

export function calledOperations() {
  const program = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('emulator'))
    .map((name) => readFileSync(join(source, name), 'utf8'))
    .join('\n');
  return Object.entries(wireClients).flatMap(([service, client]) =>
    readOperations(client)
      .filter(({ name }) => service in whole || program.includes(`'${name}'`))
      .map((operation) => ({ service, ...operation })),
  );
}

export function wireWords(): string {
  const words = new Set<string>();
  const seen = new Set<unknown>();
  const operations = calledOperations();
  for (const { name, segments, literals, input, output } of operations) {
    for (const word of [name, `${name}Response`, `${name}Result`]) words.add(word);
    for (const part of [...segments, ...literals.flatMap((one) => one.split('='))])
      if (!part.includes('{')) words.add(part);
    for (const schema of [input, output]) collect(schema, words, seen);
  }
  for (const client of [backup, cloudtrail, cloudwatch, organizations, sqs, account]) {
    for (const value of Object.values(client)) for (const word of enumerated(value)) words.add(word);
  }
  // Times and counts stay by their forms.
  const kept = [...words].filter((word) => /^[\w.:-]{1,80}$/.test(word) && !/^\d+$/.test(word));
  return `${JSON.stringify({ words: kept.toSorted().join(' ') })}\n`;
}

/** The SDK exports an enumeration as an object whose names are its values. */
function enumerated(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const values = Object.values(value);
  const isEnumeration = values.length > 0 && values.every((one) => typeof one === 'string');
  return isEnumeration ? (values as string[]) : [];
}

function collect(schema: NormalizedSchema, words: Set<string>, seen: Set<unknown>): void {
  const of = schema.getSchema();
  if (typeof of === 'object' && seen.has(of)) return;
  if (typeof of === 'object') seen.add(of);
  if (schema.isStructSchema()) {
    for (const [name, member] of schema.structIterator()) {
      const { jsonName, xmlName, ec2QueryName, httpQuery, httpHeader } = member.getMergedTraits() as Record<
        string,
        unknown
      >;
      for (const word of [name, jsonName, xmlName, ec2QueryName, httpQuery, httpHeader]) {
        if (typeof word !== 'string') continue;
        words.add(word);
        // Records of CloudTrail and forms of queries have the same names with another first letter.
        words.add(word[0]?.toLowerCase() + word.slice(1));
        words.add(word[0]?.toUpperCase() + word.slice(1));
      }
      collect(member, words, seen);
    }
  }
  if (schema.isListSchema() || schema.isMapSchema()) collect(schema.getValueSchema(), words, seen);
}
