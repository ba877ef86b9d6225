// What can be done from the command line: the same actions as on the screen, by noun and verb.
import type { ResourceId } from '../../resources/resource-id.ts';

export interface Verb {
  readonly resource: ResourceId;
  readonly action: string;
  /** What stands behind the verb; absent: something new is made. */
  readonly target?: RowNoun;
  /** Taken when this flag is given; of several verbs of one name the last without one is the rest. */
  readonly when?: string;
  /** Flags under another name than their field's. */
  readonly flags?: Readonly<Record<string, string>>;
}

/** How a word names a row: by the parameters its list takes, or, where no list may have it yet, as a row made of it. */
export interface RowNoun {
  readonly name: string;
  params?(word: string, inVault: string): Readonly<Record<string, string>>;
  row?(word: string): object;
  /** It needs the name of its vault too: --in-vault. */
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
/** AWS lists a resource only once it was backed up. */
const resource: RowNoun = { name: 'ARN', row: (arn) => ({ arn, name: arn, type: '' }) };

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
