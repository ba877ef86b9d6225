// STS speaks the query protocol: a form in, XML out.
import type * as Sts from '@aws-sdk/client-sts';
import { createDice, seedOf } from '../../estate/dice.ts';
import type { Estate } from '../../estate/estate.ts';
import { accessKeyFor } from '../../wire/access-keys.ts';
import { type AwsError, accessDenied, missingParameter, notImplemented } from '../../wire/aws-error.ts';
import type { Call, OperationName, Service } from '../service.ts';

const headers = { 'content-type': 'text/xml' };
const xmlns = 'https://sts.amazonaws.com/doc/2011-06-15/';

type QueryHandler = (form: URLSearchParams, call: Call) => XmlNode;
interface XmlNode {
  [name: string]: string | number | XmlNode;
}

const handlers: Partial<Record<OperationName<typeof Sts>, QueryHandler>> = {
  GetCallerIdentity: (_form, { account, accessKeyId, estate }) => ({
    UserId: `AROA${createDice(seedOf(estate.seed, accessKeyId)).hex(17).toUpperCase()}:${estate.accountName}`,
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/BackupOperator/${estate.accountName}`,
  }),
  AssumeRole: assumeRole,
};

function assumeRole(form: URLSearchParams, { estate, now }: Call): XmlNode {
  const roleArn = form.get('RoleArn');
  const session = form.get('RoleSessionName');
  if (!roleArn || !session) throw missingParameter('RoleArn and RoleSessionName are required.');
  const [, account = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/./.exec(roleArn) ?? [];
  if (estate.organization.estateOf(account) === undefined) throw accessDenied(denialOf(estate, roleArn));
  const dice = createDice(seedOf(estate.seed, roleArn, session, now));
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROA${dice.hex(17).toUpperCase()}:${session}`,
      Arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`,
    },
    Credentials: {
      AccessKeyId: accessKeyFor(account, dice.hex(8)),
      SecretAccessKey: dice.hex(40),
      SessionToken: dice.hex(64),
      Expiration: new Date(now + seconds * 1000).toISOString(),
    },
  };
}

const denialOf = ({ account, accountName }: Estate, roleArn: string) =>
  `User: arn:aws:sts::${account}:assumed-role/BackupOperator/${accountName} is not authorized to perform: ` +
  `sts:AssumeRole on resource: ${roleArn}`;

export function createStsService(): Service {
  const byName: Record<string, QueryHandler | undefined> = handlers;
  return {
    name: 'sts',
    find(request) {
      const form = new URLSearchParams(request.body || request.query);
      const action = form.get('Action') ?? '';
      return {
        name: action,
        answer(call) {
          const handler = byName[action];
          if (handler === undefined) throw notImplemented('sts', action);
          const result = { [`${action}Result`]: handler(form, call), ResponseMetadata: { RequestId: 'vaultop' } };
          return {
            status: 200,
            headers,
            body: `<${action}Response xmlns="${xmlns}">${toXml(result)}</${action}Response>`,
          };
        },
      };
    },
    writeError: ({ name, message, status }: AwsError) => ({
      status,
      headers,
      body: `<ErrorResponse xmlns="${xmlns}">${toXml({
        Error: { Type: 'Sender', Code: name, Message: message },
        RequestId: 'vaultop',
      })}</ErrorResponse>`,
    }),
  };
}

const toXml = (node: XmlNode): string =>
  Object.entries(node)
    .map(([name, value]) => `<${name}>${typeof value === 'object' ? toXml(value) : escapeXml(String(value))}</${name}>`)
    .join('');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string) => text.replace(/[&<>]/g, (character) => entities[character] ?? character);
