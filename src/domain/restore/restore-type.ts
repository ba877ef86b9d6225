// What AWS Backup takes for the restore of a type, as data: the form, its checks and the request are made from it.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html

/**
 * How a value is written in the request, where every value is a text. `list` and `paths`: a JSON array of texts, typed
 * with commas between them; names of paths may contain spaces. `json`: any JSON.
 */
export type KeyFormat = 'text' | 'number' | 'boolean' | 'list' | 'paths' | 'json';

/** A list of AWS whose entries are possible values. */
export type Offering = 'zones' | 'subnets' | 'security-groups' | 'db-subnet-groups' | 'keys';

export interface Only {
  readonly key: string;
  readonly values: readonly string[];
  /** The condition holds for all other values. */
  readonly not?: true;
}

/** A sentence of the review, and when it applies. */
export interface Note {
  readonly sentence: string;
  readonly only?: Only;
  readonly inTime?: 'only' | 'never';
}

export interface RestoreKey {
  /** As AWS's guide writes it; AWS does not distinguish upper and lower case. */
  readonly key: string;
  /** Distinguishes fields that write the same key. */
  readonly id?: string;
  readonly label: string;
  readonly format?: KeyFormat;
  readonly needed?: true;
  /** All values that AWS takes; `open`: there are others, which AWS does not publish. */
  readonly values?: readonly string[];
  readonly open?: true;
  readonly offers?: Offering;
  /**
   * The proposed value; absent: the value in the recovery point's metadata, which describes the resource as it was. A
   * key that decides what the restore writes into never uses that value: `free` is an unused name that is derived from
   * the source's name, `none` is empty.
   */
  readonly start?: { readonly value: string } | 'free' | 'none';
  /** Of a `free` name. Default: 63 characters, with hyphens. */
  readonly name?: { readonly longest?: number; readonly joint?: '_' | '-' };
  /** The key applies only to these values of another key. */
  readonly only?: Only;
  /** The value is this member of the JSON object under another key: 'WindowsConfiguration'. */
  readonly inside?: string;
  /** The value names something of the source's account and Region, which does not exist elsewhere. */
  readonly local?: true;
  /** `only`: applies only to a restore to a point in time; `never`: only to all others. */
  readonly inTime?: 'only' | 'never';
  /** A question of the form that is not sent. */
  readonly unsent?: true;
  readonly hint?: string;
}

/** A key that is not on the form itself but in its document. */
export type FoldedKey = Omit<RestoreKey, 'label'>;

export interface PointInTime {
  /** The key of the time; absent: AWS does not publish it. */
  readonly time?: string;
  /** What is sent for the latest possible time; absent: that time itself. */
  readonly latest?: Readonly<Record<string, string>>;
}

export interface RestoreType {
  /** As AWS Backup writes the type. FSx has one entry for each of its file systems: 'FSx ONTAP'. */
  readonly type: string;
  /** What a restore makes: 'a DB instance'. */
  readonly makes: string;
  readonly keys: readonly RestoreKey[];
  readonly folded: readonly FoldedKey[];
  /** Keys that AWS returns with a point for information; it refuses, ignores or fails on them in a request. */
  readonly information: readonly string[];
  readonly inTime?: PointInTime;
  /** Whether the source's tags can be copied; `new`: only to what the restore makes. */
  readonly tags: 'yes' | 'no' | 'new';
  /** AWS Backup takes no role for it. */
  readonly withoutRole?: true;
  /** What the role needs besides AWSBackupServiceRolePolicyForRestores. */
  readonly rights?: Note;
  /** What is still to be done after the job has ended. */
  readonly next?: Note;
  /** What AWS does not publish about the restore. */
  readonly unverified?: Note;
}

/** Folded keys of one format, from their names. */
export const folded = (format: KeyFormat, names: string): FoldedKey[] =>
  names.split(' ').map((key) => ({ key, format }));

export const yesNo = ['true', 'false'] as const;

export const newName = (key: string, label: string, more: Partial<RestoreKey> = {}): RestoreKey => ({
  key,
  label,
  needed: true,
  start: 'free',
  ...more,
});

export const typedName = (key: string, label: string, more: Partial<RestoreKey> = {}): RestoreKey => ({
  key,
  label,
  needed: true,
  start: 'none',
  ...more,
});

export const chosen = (key: string, label: string, values: readonly string[]): RestoreKey => ({
  key,
  label,
  values,
  needed: true,
  start: { value: values[0] ?? '' },
});

export const flag = (key: string, label: string, more: Partial<RestoreKey> = {}): RestoreKey => ({
  key,
  label,
  format: 'boolean',
  values: yesNo,
  ...more,
});
