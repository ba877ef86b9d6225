// The actions of the screen by noun and verb.
import { shortName } from '../../domain/arn.ts';
import type { ResourceId } from '../../resources/resource-id.ts';

export interface Verb {
  readonly resource: ResourceId;
  readonly action: string;
  /** The kind of target after the verb; absent: the verb creates something. */
  readonly target?: RowNoun;
  /**
   * Selected if this flag is present; of several verbs with the same name, the last one without `when` is the default.
   */
  readonly when?: string;
  /** The targets are lines of the file that the flag `when` names. */
  readonly lines?: RowNoun;
  /** Flags whose names differ from their fields' ids. */
  readonly flags?: Readonly<Record<string, string>>;
}

/**
 * How a name identifies a row: by params of its list, or, if no list may have it yet, by a row that is made from the
 * name.
 */
export interface RowNoun {
  readonly name: string;
  params?(word: string, inVault: string): Readonly<Record<string, string>>;
  row?(word: string): object;
  /** Which row of the list it is, if the params leave several; absent: the first. */
  isRow?(row: { readonly id: string; readonly name?: string; readonly versionId?: string }, word: string): boolean;
  /** The row also needs the name of its vault: --in-vault. */
  readonly inVault?: boolean;
}

const vault: RowNoun = { name: 'NAME', params: (name) => ({ name }) };
const plan: RowNoun = { name: 'ID', params: (id) => ({ id }) };
/** Ids of plans of an organization and of AWS have slashes, and so may ids of versions. */
const planVersion: RowNoun = {
  name: 'PLAN_ID/VERSION_ID',
  params: (word): Readonly<Record<string, string>> => {
    const [planId] = planIdPattern.exec(word) ?? [];
    return planId === undefined ? {} : { planId };
  },
  isRow: ({ id, versionId }, word) => word === `${id}/${versionId}`,
};
const planIdPattern = /^(?:orgs\/|aws\/[^/]+\/)?[^/]+/;
const job: RowNoun = { name: 'ID', params: (id) => ({ id }) };
const point: RowNoun = {
  name: 'ARN',
  inVault: true,
  params: (arn, vaultName) => ({ vaultName, arn }),
};
const accessPoint: RowNoun = { name: 'NAME', params: (name) => ({ name }) };
/** AWS lists selections by plan: with the id of the plan no other plan is read. The ids of plans may have slashes. */
const selection: RowNoun = {
  name: 'ID|PLAN_ID/NAME',
  params(word): Readonly<Record<string, string>> {
    const cut = word.lastIndexOf('/');
    return cut > 0 ? { planId: word.slice(0, cut) } : {};
  },
  isRow({ id, name }, word) {
    const cut = word.lastIndexOf('/');
    const last = word.slice(cut + 1);
    return id === last || (cut > 0 && name === last);
  },
};
const testPlan: RowNoun = { name: 'NAME', params: (name) => ({ name }) };
const testSelection: RowNoun = {
  name: 'PLAN/NAME',
  params: (word) => ({ planName: word.split('/')[0] ?? '' }),
  isRow: ({ name }, word) => name === word.split('/')[1],
};
/** AWS lists a resource only after its first backup. */
const resource: RowNoun = { name: 'ARN', row: (arn) => ({ arn, name: arn, type: '' }) };

/** No list needs to be requested for it. */
const inventoried: RowNoun = {
  name: 'ARN',
  row: (arn) => ({ kind: 'resource', arn, name: shortName(arn), type: '', state: 'not-known', selections: [] }),
};

/** A finding that is present, by the id that `get attention -o json` prints or by its subject. */
const finding: RowNoun = { name: 'ID|NAME' };
/** A mute needs no finding that is present. */
const subject: RowNoun = { name: 'NAME|ARN', row: (name) => ({ subject: name }) };
const muted: RowNoun = { name: 'ID|NAME' };

const on = (id: ResourceId, target: RowNoun, ...actions: readonly string[]): Record<string, readonly Verb[]> =>
  Object.fromEntries(actions.map((action) => [action, [{ resource: id, action, target }]]));

export type Noun = Readonly<Record<string, readonly Verb[]>>;

const verbsOfNouns = {
  vault: {
    create: [{ resource: 'vaults', action: 'create' }],
    ...on('vaults', vault, 'lock', 'unlock', 'policy', 'notifications', 'test-notification', 'tags', 'delete'),
    'create-access': [{ resource: 'vaults', action: 'create-access' }],
    ...on('vaults', vault, 'share', 'set-approval-team', 'remove-approval-team', 'revoke-access'),
  },
  plan: {
    create: [
      { resource: 'plans', action: 'template', when: 'template' },
      { resource: 'plans', action: 'import', flags: { document: 'from-json' } },
    ],
    update: [{ resource: 'plans', action: 'edit-json', target: plan, flags: { document: 'from-json' } }],
    ...on('plans', plan, 'assign', 'export', 'tags', 'delete'),
    ...on('plan-versions', planVersion, 'compare', 'revert'),
  },
  job: {
    start: [{ resource: 'protected-resources', action: 'start', target: resource }],
    stop: [{ resource: 'backup-jobs', action: 'stop', target: job }],
    again: [{ resource: 'backup-jobs', action: 'again', target: job }],
  },
  selection: {
    create: [{ resource: 'plans', action: 'assign', target: { ...plan, name: 'PLAN_ID' } }],
    ...on('selections', selection, 'replace', 'delete'),
  },
  resource: on('coverage', inventoried, 'start', 'add-to-plan', 'tag', 'test-restores', 'exclude'),
  copy: {
    start: [{ resource: 'recovery-points', action: 'copy', target: point }],
    again: [{ resource: 'copy-jobs', action: 'again', target: job }],
  },
  restore: {
    start: [
      {
        resource: 'recovery-points',
        action: 'restore',
        when: 'from-file',
        lines: point,
        flags: { document: 'metadata' },
      },
      { resource: 'recovery-points', action: 'restore', target: point, flags: { document: 'metadata' } },
    ],
  },
  'restore-test': {
    create: [{ resource: 'restore-testing-plans', action: 'create' }],
    update: [{ resource: 'restore-testing-plans', action: 'edit', target: testPlan }],
    ...on('restore-testing-plans', testPlan, 'add-selection', 'tags', 'delete'),
    'update-selection': [{ resource: 'restore-testing-selections', action: 'edit', target: testSelection }],
    'delete-selection': [{ resource: 'restore-testing-selections', action: 'delete', target: testSelection }],
    'of-resource': [{ resource: 'protected-resources', action: 'test-restores', target: resource }],
    'of-plan': [{ resource: 'plans', action: 'test-restores', target: plan }],
    validate: [{ resource: 'restore-jobs', action: 'validate', target: job }],
  },
  point: on('recovery-points', point, 'lifecycle', 'tags', 'disassociate', 'leave-parent', 'delete'),
  finding: { ...on('attention', finding, 'acknowledge'), ...on('attention', subject, 'mute') },
  mute: on('mutes', muted, 'lift'),
  'access-point': {
    create: [{ resource: 'recovery-points', action: 'access-point', target: point, flags: { document: 'policy' } }],
    ...on('access-points', accessPoint, 'delete', 'tags'),
  },
  hold: {
    create: [{ resource: 'legal-holds', action: 'hold' }],
    ...on('legal-holds', job, 'cancel', 'tags'),
  },
} satisfies Readonly<Record<string, Noun>>;

export const nouns: Readonly<Record<string, Noun>> = verbsOfNouns;

/** The list behind `vaultop NOUN list`, which has the flags of `vaultop get`. */
export const listOfNoun: Readonly<Record<string, ResourceId>> = {
  vault: 'vaults',
  plan: 'plans',
  job: 'backup-jobs',
  selection: 'selections',
  resource: 'coverage',
  copy: 'copy-jobs',
  restore: 'restore-jobs',
  'restore-test': 'restore-testing-plans',
  point: 'recovery-points',
  'access-point': 'access-points',
  hold: 'legal-holds',
  finding: 'attention',
  mute: 'mutes',
} satisfies Readonly<Record<keyof typeof verbsOfNouns, ResourceId>>;

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const database = 'arn:aws:rds:eu-west-1:123456789012:db:shop';
const snapshot = 'arn:aws:ec2:eu-west-1::snapshot/snap-0a1b2c3d';
const team = 'arn:aws:mpa:us-east-1:123456789012:approval-team/approvers';
const accessVault = 'arn:aws:backup:eu-central-1:210987654321:backup-vault:recovery';
const bucketPoint = 'arn:aws:backup:eu-west-1:123456789012:recovery-point:0a1b2c3d';
const topic = 'arn:aws:sns:eu-west-1:123456789012:backup-alerts';
const otherVault = 'arn:aws:backup:eu-central-1:123456789012:backup-vault:copies';

/** One line for each verb, by noun and verb: what stands after `vaultop`. */
export const examples: Readonly<Record<string, string>> = {
  'vault create': 'vault create --name nightly --write',
  'vault lock': 'vault lock nightly --mode governance --min-retention 7 --write',
  'vault create-access': `vault create-access --source ${otherVault} --name recovery --write --yes`,
  'vault share': 'vault share bunker --to-account 210987654321',
  'vault set-approval-team': `vault set-approval-team bunker --team ${team} --write --confirm bunker`,
  'vault remove-approval-team': 'vault remove-approval-team bunker --comment "team dissolved" --write --confirm bunker',
  'vault revoke-access': `vault revoke-access bunker --access-vault ${accessVault} --write --confirm bunker`,
  'vault policy': 'vault policy nightly --document policy.json --dry-run',
  'vault notifications': `vault notifications prod --topic ${topic} --events "BACKUP_JOB_COMPLETED COPY_JOB_FAILED" --write --yes`,
  'vault test-notification': 'vault test-notification prod --write --yes',
  'vault delete': 'vault delete old --write --confirm old',
  'plan create': 'plan create --from-json plan.json --write',
  'plan update': 'plan update 0b1c2d3e --from-json plan.json --dry-run',
  'plan assign': 'plan assign 0b1c2d3e --name by-tag --tags backup=daily --write',
  'plan export': 'plan export 0b1c2d3e --format terraform',
  'plan compare': 'plan compare 0b1c2d3e/MmQ4ZjU1YjE --with NzE5MzA2Yjg',
  'plan revert': 'plan revert 0b1c2d3e/MmQ4ZjU1YjE --write --yes',
  'plan delete': 'plan delete 0b1c2d3e --write --confirm nightly',
  'job start': `job start ${database} --vault nightly --write --yes`,
  'job stop': 'job stop 0a1b2c3d --write --yes',
  'copy start': `copy start ${snapshot} --in-vault prod --to ${otherVault} --delete-after 35 --write --yes`,
  'restore start': `restore start ${snapshot} --in-vault prod --dry-run`,
  'restore-test create': 'restore-test create --name weekly --schedule "weekly on sunday at 03:00" --write --yes',
  'restore-test update': 'restore-test update weekly --time-zone Europe/Berlin --write --yes',
  'restore-test delete': 'restore-test delete weekly --write --confirm weekly',
  'restore-test add-selection': `restore-test add-selection weekly --name ebs --type EBS --validation-hours 4 --write --yes`,
  'restore-test update-selection': 'restore-test update-selection weekly/ebs --availability-zone eu-west-1a --dry-run',
  'restore-test delete-selection': 'restore-test delete-selection weekly/ebs --write --confirm ebs',
  'restore-test of-resource': `restore-test of-resource ${database} --plan weekly --write --yes`,
  'restore-test of-plan': 'restore-test of-plan 0b1c2d3e --types "EBS RDS" --write --yes',
  'restore-test validate': 'restore-test validate 0a1b2c3d --result SUCCESSFUL --write --confirm orders-db',
  'point lifecycle': `point lifecycle ${snapshot} --in-vault prod --delete-after 365 --write --yes`,
  'point delete': `point delete ${snapshot} --in-vault prod --write --confirm orders-db`,
  'hold create':
    'hold create --name "case 7" --description audit --vaults prod --from "2026-01-01 00:00Z" --write --yes',
  'access-point create': `access-point create ${bucketPoint} --in-vault prod --name a-look --write --yes`,
  'access-point delete': 'access-point delete a-look --write --confirm a-look',
  'hold cancel': 'hold cancel 0a1b2c3d --reason "case closed" --write --confirm "case 7"',
  'finding acknowledge': 'finding acknowledge orders-db',
  'finding mute': 'finding mute "scratch-*" --kind not-covered --until 2027-01-01 --reason "rebuilt from S3" --yes',
  'mute lift': 'mute lift orders-db',
  'selection create': `selection create 0b1c2d3e --name by-tag --tags backup=daily --role ${role} --dry-run`,
  'selection replace': `selection replace 0b1c2d3e/databases --resources ${database} --write`,
  'selection delete': 'selection delete 0b1c2d3e/by-tag --write --confirm by-tag',
  'resource start': `resource start ${database} --vault nightly --write --yes`,
  'resource add-to-plan': `resource add-to-plan ${database} --plan 0b1c2d3e --write`,
  'resource test-restores': `resource test-restores ${database} --plan weekly --write --yes`,
  'resource tag': `resource tag ${database} --assignment nightly/by-tag --write`,
  'resource exclude': `resource exclude ${database} --reason "rebuilt from S3" --until "2027-01-01 00:00Z"`,
};
