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
  /** The row also needs the name of its vault: --in-vault. */
  readonly inVault?: boolean;
}

const vault: RowNoun = { name: 'NAME', params: (name) => ({ name }) };
const plan: RowNoun = { name: 'ID', params: (id) => ({ id }) };
const job: RowNoun = { name: 'ID', params: (id) => ({ id }) };
const point: RowNoun = {
  name: 'ARN',
  inVault: true,
  params: (arn, vaultName) => ({ vaultName, arn }),
};
/** AWS lists a resource only after its first backup. */
const resource: RowNoun = { name: 'ARN', row: (arn) => ({ arn, name: arn, type: '' }) };

/** No list needs to be requested for it. */
const inventoried: RowNoun = {
  name: 'ARN',
  row: (arn) => ({ kind: 'resource', arn, name: shortName(arn), type: '', state: 'not-known', selections: [] }),
};

const on = (id: ResourceId, target: RowNoun, ...actions: readonly string[]): Record<string, readonly Verb[]> =>
  Object.fromEntries(actions.map((action) => [action, [{ resource: id, action, target }]]));

export type Noun = Readonly<Record<string, readonly Verb[]>>;

export const nouns: Readonly<Record<string, Noun>> = {
  vault: {
    create: [{ resource: 'vaults', action: 'create' }],
    ...on('vaults', vault, 'lock', 'unlock', 'policy', 'notifications', 'tags', 'delete'),
  },
  plan: {
    create: [
      { resource: 'plans', action: 'template', when: 'template' },
      { resource: 'plans', action: 'import', flags: { document: 'from-json' } },
    ],
    update: [{ resource: 'plans', action: 'edit-json', target: plan, flags: { document: 'from-json' } }],
    ...on('plans', plan, 'assign', 'export', 'tags', 'delete'),
  },
  job: {
    start: [{ resource: 'protected-resources', action: 'start', target: resource }],
    stop: [{ resource: 'backup-jobs', action: 'stop', target: job }],
    again: [{ resource: 'backup-jobs', action: 'again', target: job }],
  },
  resource: on('coverage', inventoried, 'start', 'add-to-plan', 'tag'),
  copy: {
    start: [{ resource: 'recovery-points', action: 'copy', target: point }],
    again: [{ resource: 'copy-jobs', action: 'again', target: job }],
  },
  restore: {
    start: [{ resource: 'recovery-points', action: 'restore', target: point, flags: { document: 'metadata' } }],
  },
  point: on('recovery-points', point, 'lifecycle', 'tags', 'disassociate', 'leave-parent', 'delete'),
  hold: {
    create: [{ resource: 'legal-holds', action: 'hold' }],
    ...on('legal-holds', job, 'cancel', 'tags'),
  },
};
