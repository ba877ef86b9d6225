// SQS in the query protocol: the same operations with flat lists, and maps as lists of names and values.
import { tableOf } from '../../lib/text/table.ts';
import type { FormTree } from '../wire/form.ts';
import { schemaOf } from '../wire/own-schema.ts';
import { readFormBy } from '../wire/query-schema.ts';
import type { XmlNode, XmlValue } from '../wire/xml.ts';
import { sqsInput } from './sqs-input.ts';

/** The awsJson names of list and map parameters. */
const plurals = tableOf<string>({
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  Attribute: 'Attributes',
  MessageAttribute: 'MessageAttributes',
});
const schema = schemaOf(sqsInput);

export const toSqsInput = (_operation: string, form: Record<string, FormTree>): object =>
  readFormBy(schema, renamed(form)) as object;

function renamed(form: Readonly<Record<string, FormTree>>): Record<string, FormTree> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => {
      if (!name.endsWith('BatchRequestEntry')) return [plurals[name] ?? name, value];
      return ['Entries', (Array.isArray(value) ? value : [value]).map(renamedEntry)];
    }),
  );
}

const renamedEntry = (entry: FormTree): FormTree =>
  typeof entry === 'object' && !Array.isArray(entry) ? renamed(entry) : entry;

const elementNames = tableOf<string>({
  Attributes: 'Attribute',
  Failed: 'BatchResultErrorEntry',
  MessageAttributes: 'MessageAttribute',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
});

export function toSqsResult(operation: string, output: object): XmlNode {
  const node: XmlNode = {};
  for (const [name, value] of Object.entries(output)) {
    const element = name === 'Successful' ? `${operation}ResultEntry` : (elementNames[name] ?? name);
    node[element] = isMap(name) ? toPairs(value) : Array.isArray(value) ? value.map(toItem(operation)) : value;
  }
  return node;
}

const isMap = (name: string) => name === 'Attributes' || name === 'MessageAttributes';
const toPairs = (map: Record<string, XmlValue>): XmlValue =>
  Object.entries(map).map(([Name, Value]) => ({ Name, Value }));
const toItem =
  (operation: string) =>
  (item: unknown): XmlValue =>
    typeof item === 'object' && item !== null ? toSqsResult(operation, item) : String(item);
