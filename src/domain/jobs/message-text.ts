// Removes names that people chose from AWS's status messages: a bucket "rate-limit-logs" does not mean a quota.

/** Replaces a name. */
const name = '#';

/** AWS's sentences are short; an embedded text of another service may have any length. */
const mostLetters = 2_000;

/**
 * Words with a hyphen in AWS's own sentences.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html
 */
const hyphened: ReadonlySet<string> = new Set([
  'cross-account',
  'cross-region',
  'in-progress',
  'identity-based',
  'resource-based',
  'service-linked',
  'session-based',
  'user-created',
  'point-in-time',
  'opt-in',
  'opted-in',
]);

/** Short names of services and features that contain a digit. */
const products: ReadonlySet<string> = new Set(['S3', 'EC2', 'FSx', 'VSS', 'PITR']);

/** AWS's own words: the message without ARNs, ids, names and quoted values. */
export function withoutNames(message: string): string {
  return unquoted(message.slice(0, mostLetters))
    .replace(/(?:error|message|reason)\s*[:=]\s*(["'`])(.*?)\1/gi, '$2')
    .replace(/(?<![\w\\])\\?(["'`])(?:(?!\1).)*?\\?\1(?!\w)/gs, name)
    .replace(/[\u201c\u2018\u00ab][^\u201d\u2019\u00bb]*[\u201d\u2019\u00bb]/g, name)
    .replace(/\b(named|called|names?|ids?|arns?)\s*[:=]\s*\S+/gi, `$1: ${name}`)
    .replace(/\b(named|called)\s+\S+/gi, `$1 ${name}`)
    .replace(/[^\s()[\]{},;"']+/g, (word) => (isName(word) ? name : word));
}

/** AWS sometimes quotes the whole sentence. */
const unquoted = (message: string): string => /^\s*\\?"(.*?)\\?"\s*$/s.exec(message)?.[1] ?? message;

function isName(written: string): boolean {
  const word = written.replace(/[.:!?]+$/, '');
  if (products.has(word) || hyphened.has(word.toLowerCase())) return false;
  return /[a-z][A-Z]|[a-zA-Z]\d|\d[a-zA-Z]|\w[-_/:=@\\+~.*#]+\w|[-_@/\\]$|^[-_@/\\]/.test(word);
}

/** The error code of the service: '… Error Code: InvalidSnapshot.InUse; …', 'ThrottlingException: …'. */
export function errorCodeOf(message: string): string | undefined {
  const [, labelled] = /\bError ?Code:\s*([A-Z][\w.]+)/i.exec(message) ?? [];
  const [, leading] = /^\s*([A-Z]\w+(?:\.\w+)?)\s*:\s/.exec(message) ?? [];
  const [, inBrackets] = /\(([A-Z]\w+(?:Exception|Error|Fault))\)/.exec(message) ?? [];
  return labelled ?? leading ?? inBrackets;
}
