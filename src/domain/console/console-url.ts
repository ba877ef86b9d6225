// Addresses of AWS's console. Each value from outside is encoded, and no other host is ever named.
// https://docs.aws.amazon.com/general/latest/gr/console-service.html
import { type Partition, partitionOf } from '../partition.ts';

const hosts: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Part of a host: nothing but a Region may stand there. */
const regionName = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** The path, query and fragment behind the host, with each value encoded. */
export function consolePath(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.map((part, index) => `${part}${encoded(values[index] ?? '')}`).join('');
}

/** encodeURIComponent leaves ' ( ) and * as they are, which shells and Markdown take for their own. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** undefined: the Region is no name of a Region, or lies in a partition whose console is not known. */
export function consoleUrl(region: string, path: string): string | undefined {
  if (!regionName.test(region) || /^us-iso/.test(region)) return undefined;
  return `https://${region}.${hosts[partitionOf(region)]}/${path}`;
}

/** Whether it is such an address and nothing else: checked again before a program is given it. */
export function isConsoleUrl(text: string): boolean {
  if (!/^https:\/\/[\x21-\x7e]+$/.test(text) || /["'`\\<>(){}|^]/.test(text)) return false;
  const [, region = '', host = ''] = /^https:\/\/([^./]+)\.([^/:@?#]+)\//.exec(text) ?? [];
  return regionName.test(region) && hosts[partitionOf(region)] === host;
}
