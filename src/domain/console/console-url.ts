// URLs of AWS's console. Each value from outside is encoded, and the host is always AWS's.
// https://docs.aws.amazon.com/general/latest/gr/console-service.html
import { type Partition, partitionOf } from '../partition.ts';

const hosts: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** A part of the host: only a Region is allowed. */
const regionName = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** The path, query and fragment, with each value encoded. */
export function consolePath(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.map((part, index) => `${part}${encoded(values[index] ?? '')}`).join('');
}

/** encodeURIComponent does not encode ' ( ) and *, which have a meaning in shells and Markdown. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** undefined: the text is not a Region, or its partition has no known console. */
export function consoleUrl(region: string, path: string): string | undefined {
  if (!regionName.test(region) || /^us-iso/.test(region)) return undefined;
  return `https://${region}.${hosts[partitionOf(region)]}/${path}`;
}

/** Whether the text is such a URL and nothing else: checked again before a program gets it. */
export function isConsoleUrl(text: string): boolean {
  if (!/^https:\/\/[\x21-\x7e]+$/.test(text) || /["'`\\<>(){}|^]/.test(text)) return false;
  const [, region = '', host = ''] = /^https:\/\/([^./]+)\.([^/:@?#]+)\//.exec(text) ?? [];
  return regionName.test(region) && hosts[partitionOf(region)] === host;
}
