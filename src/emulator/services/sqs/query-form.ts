// SQS in the query protocol: the same operations, but flat lists, and maps as lists of names and values.
import type { FormTree } from '../../wire/form.ts';
import type { XmlNode, XmlValue } from '../../wire/xml.ts';

const listNames: Record<string, string> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
};
const mapNames: Record<string, string> = { Attribute: 'Attributes', MessageAttribute: 'MessageAttributes' };

export const toSqsInput = (_operation: string, form: Record<string, FormTree>): object =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => {
      if (/BatchRequestEntry$/.test(name)) {
        const entries = Array.isArray(value) ? value : [value];
        return ['Entries', entries.map((entry) => toSqsInput('', entry as Record<string, FormTree>))];
      }
      const list = listNames[name];
      if (list !== undefined) return [list, Array.isArray(value) ? value : [value]];
      const map = mapNames[name];
      return map === undefined ? [name, value] : [map, toMap(value)];
    }),
  );

const toMap = (tree: FormTree) =>
  Object.fromEntries(
    (Array.isArray(tree) ? tree : [tree]).map((pair) => {
      const { Name = '', Value = '' } = pair as Record<string, FormTree>;
      return [String(Name), Value];
    }),
  );

const elementNames: Record<string, string> = {
  Attributes: 'Attribute',
  Failed: 'BatchResultErrorEntry',
  MessageAttributes: 'MessageAttribute',
  Messages: 'Message',
  QueueUrls: 'QueueUrl',
};

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
