// Writes CloudTrail's event names as verbs: DeleteRecoveryPoint is "deleted recovery point".

export interface EventWords {
  /** 'deleted recovery point' */
  readonly past: string;
  /** 'delete recovery point' */
  readonly infinitive: string;
}

const verbs: Readonly<Record<string, readonly [infinitive: string, past: string]>> = {
  Associate: ['associate', 'associated'],
  Cancel: ['cancel', 'cancelled'],
  Create: ['create', 'created'],
  Delete: ['delete', 'deleted'],
  Disable: ['disable', 'disabled'],
  Disassociate: ['disassociate', 'disassociated'],
  Put: ['set', 'set'],
  Revoke: ['revoke', 'revoked'],
  Schedule: ['schedule', 'scheduled'],
  Start: ['start', 'started'],
  Stop: ['stop', 'stopped'],
  Tag: ['tag', 'tagged'],
  Untag: ['untag', 'untagged'],
  Update: ['change', 'changed'],
};

export function eventWords(name: string): EventWords {
  const [first = '', ...rest] = name.match(/[A-Z][a-z0-9]*/g) ?? [];
  const verb = Object.hasOwn(verbs, first) ? verbs[first] : undefined;
  if (!verb || rest.length === 0) return { past: `called ${name}`, infinitive: `call ${name}` };
  const object = rest.map((word) => (word === 'Mpa' ? 'MPA' : word.toLowerCase())).join(' ');
  return { infinitive: `${verb[0]} ${object}`, past: `${verb[1]} ${object}` };
}

/**
 * IAM Identity Center names a role after the permission set, and its session after the person.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
const identityCenterRole = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** 'AdministratorAccess' for 'AWSReservedSSO_AdministratorAccess_0123456789abcdef'; other names are unchanged. */
export const roleWords = (role: string): string => identityCenterRole.exec(role)?.[1] ?? role;

/** 'carol (DatabaseAdmin)' for the session of a role; other actors are unchanged. */
export function actorWords(actor: string): string {
  const [role = '', ...session] = actor.split('/');
  return role === '' || session.length === 0 ? actor : `${session.join('/')} (${roleWords(role)})`;
}
