// Random replacements of names, the same one for the same name. They are kept nowhere.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

export interface Replacements {
  /** Each piece of a path or an ARN by itself, so that a name is the same inside an ARN. */
  name(text: string): string;
  account(id: string): string;
  /** An ARN keeps partition, service, Region and the kind of its resource; another text is a name. */
  arn(text: string): string;
  /** The replacement of a name that was seen. */
  known(piece: string): string | undefined;
}

/** Words of ARNs that are no names: kinds of resources, and AWS's own prefixes. */
const arnWords: ReadonlySet<string> = new Set(
  `access-point accesspoint alias assumed-role auto-backup awsbackup backup-plan backup-vault bucket cluster
  cluster-endpoint cluster-snapshot db db-cluster-snapshot directory farm file-system framework federated-user fsx
  gateway group hypervisor image instance key legal-hold namespace policy recovery-point report-plan
  restore-testing-plan role root scanner scan-job service-role aws-service-role snapshot sts stack subgrp table
  tiering-configuration topic trail user vm volume backup`.split(/\s+/),
);

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const isUuid = new RegExp(`^${uuid}$`, 'i');
const isJobUuid = new RegExp(`^job-${uuid}$`, 'i');
/** Ids such as vol-0abc: the prefix says what it is. */
const shortId = /^(ami|ab|c|fs|fsvol|i|job|sg|snap|subnet|vm|vol|vpc|backup|continuous)-([0-9a-f]{6,})$/i;
const separators = /([/:|])/;

export function createReplacements(): Replacements {
  const pieces = new Map<string, string>();
  const accounts = new Map<string, string>();
  const used = new Set<string>();

  function fresh(make: () => string): string {
    for (let made = make(); ; made = make()) {
      if (used.has(made)) continue;
      used.add(made);
      return made;
    }
  }

  function remembered(known: Map<string, string>, text: string, make: () => string): string {
    const found = known.get(text) ?? fresh(make);
    known.set(text, found);
    return found;
  }

  const account = (id: string) => remembered(accounts, id, () => String(randomInt(100_000_000_000, 1_000_000_000_000)));

  const piece = (text: string): string =>
    text === '' || arnWords.has(text)
      ? text
      : /^\d{12}$/.test(text)
        ? account(text)
        : remembered(pieces, text, () => replacementOf(text));

  const name = (text: string): string =>
    text
      .split(separators)
      .map((part) => (separators.test(part) ? part : piece(part)))
      .join('');

  return {
    account,
    name,
    known: (text) => pieces.get(text),
    arn(text) {
      const found = /^arn:(aws[a-z-]{0,12}):([a-z][a-z0-9-]{0,30}):([a-z0-9-]*):(\d{12}|aws|):(.+)$/s.exec(text);
      if (!found) return name(text);
      const [, partition = '', service = '', region = '', owner = '', rest = ''] = found;
      const isKnown = services.has(service) && (region === '' || regionPattern.test(region));
      if (!isKnown) return name(text);
      return `arn:${partition}:${service}:${region}:${/^\d/.test(owner) ? account(owner) : owner}:${name(rest)}`;
    },
  };
}

/** The form of a Region's name. */
export const regionPattern = /^[a-z]{2,4}(-[a-z]{2,10}){1,2}-[1-9]\d?$/;

const services: ReadonlySet<string> = new Set(
  `backup backup-gateway cloudformation dynamodb ec2 elasticfilesystem eks fsx iam kms rds redshift redshift-serverless
  s3 sns ssm-sap storagegateway sts timestream dsql sqs events guardduty s3-outposts`.split(/\s+/),
);

/** Of the same form: an id stays an id of its kind. */
function replacementOf(text: string): string {
  if (isUuid.test(text)) return text === text.toUpperCase() ? randomUUID().toUpperCase() : randomUUID();
  const short = shortId.exec(text);
  if (short) return `${short[1]}-${hexOf(Math.max(8, short[2]?.length ?? 0))}`;
  if (isJobUuid.test(text)) return `job-${randomUUID()}`;
  return `name-${hexOf(10)}`;
}

const hexOf = (length: number): string =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
