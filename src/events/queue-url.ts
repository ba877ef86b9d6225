// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html

export interface QueueAddress {
  readonly name: string;
  readonly accountId: string;
  /** undefined if the host is not AWS's. */
  readonly region?: string;
}

const hosts = [
  /^sqs(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws|amazonaws\.eu)$/,
  /^([a-z0-9-]+)\.queue\.amazonaws\.com(?:\.cn)?$/,
];

/** undefined: the text is not the URL of a queue. */
export function parseQueueUrl(text: string): QueueAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname } = new URL(text);
  const [, accountId, name] = /^\/(\d{12})\/([\w-]{1,80}(?:\.fifo)?)$/.exec(pathname) ?? [];
  if (!/^https?:$/.test(protocol) || !accountId || !name) return undefined;
  const region = hosts.map((host) => host.exec(hostname)?.[1]).find((found) => found !== undefined);
  return { name, accountId, ...(region ? { region } : {}) };
}
