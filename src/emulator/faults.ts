// Faults of calls: their kinds, targets and notation, for example eu-west-1/backup/ListBackupJobs=throttle.

export const faultKinds = [
  'deny',
  'deny-explicit',
  'deny-scp',
  'deny-boundary',
  'deny-endpoint',
  'expired-token',
  'invalid-token',
  'clock-skew',
  'region-off',
  'not-offered',
  'throttle',
  'error-500',
  'error-503',
  'slow',
  'hang',
  'reset',
  'truncated',
  'malformed',
  'html',
  'repeat-token',
  'empty-page',
  'changing-page',
  'empty',
  'no-content',
  'no-members',
  'array',
  'number',
  'object-list',
  'text-row',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/**
 * An absent member matches anything. Faults without a service or operation do not affect STS, because no client could
 * sign in otherwise.
 */
export interface Fault {
  region?: string;
  /** The signing name, or the name in IAM policies. */
  service?: string;
  operation?: string;
  account?: string;
  kind: FaultKind;
  /** `slow`: ms. `clock-skew`: minutes. `html`: the status. */
  amount?: number;
  /** The number of calls that the fault affects. Absent: all. */
  times?: number;
}

/** The call that a fault may affect. */
export interface FaultTarget {
  region: string;
  /** All names of the service. */
  services: readonly string[];
  operation: string;
  account: string;
}

/** The default delay of the fault `slow`. */
export const slowMs = 3_000;

const form = /^([^=]+)=([a-z0-9-]+)(?::(\d+))?(?:\*(\d+))?$/;
const isKind = (text: string): text is FaultKind => (faultKinds as readonly string[]).includes(text);

/** Parses `eu-west-1=deny`, `backup/StartBackupJob=error-503*2`, `*=slow:800`. */
export function parseFault(text: string): Fault {
  const [, scopeText, kind = '', amount, times] = form.exec(text) ?? [];
  if (scopeText === undefined) {
    throw new Error(
      `Invalid fault "${text}": write <target>=<kind>, for example eu-west-1=deny or eu-west-1/backup/ListBackupJobs=throttle.`,
    );
  }
  if (!isKind(kind)) {
    throw new Error(`Unknown fault kind "${kind}" in "${text}". Kinds: ${faultKinds.join(', ')}.`);
  }
  const fault: Fault = { ...parseScope(scopeText, text), kind };
  if (amount !== undefined) fault.amount = Number(amount);
  if (times !== undefined) fault.times = Number(times);
  return checkFault(fault);
}

type FaultScope = Omit<Fault, 'kind' | 'amount' | 'times'>;

/** The form of each part identifies its member, so the parts can have any order. */
const memberPatterns: readonly (readonly [keyof FaultScope, RegExp])[] = [
  ['account', /^\d{12}$/],
  ['region', /^[a-z]{2,4}(-[a-z]+)+-\d$/],
  ['operation', /^[A-Z][a-z]+[A-Z]\w*$/],
  ['service', /^[a-z][a-z0-9-]*$/],
];

function parseScope(scopeText: string, text: string): FaultScope {
  const scope: FaultScope = {};
  for (const part of scopeText.split('/')) {
    if (part === '*') continue;
    const [member] = memberPatterns.find(([, pattern]) => pattern.test(part)) ?? [];
    if (member === undefined || scope[member] !== undefined) {
      throw new Error(
        `"${part}" in "${text}" is not a Region, service, operation or account; write, for example, eu-west-1/backup/ListBackupJobs.`,
      );
    }
    scope[member] = part;
  }
  return scope;
}

const members = ['region', 'service', 'operation', 'account', 'kind', 'amount', 'times'];

/** Accepts a fault as text or as an untrusted object. */
export function toFault(given: unknown): Fault {
  if (typeof given === 'string') return parseFault(given);
  if (typeof given !== 'object' || given === null) throw new Error(`${JSON.stringify(given)} is not a fault.`);
  const { kind, ...rest } = given as Record<string, unknown>;
  const unknownMember = Object.keys(rest).find((name) => !members.includes(name));
  if (unknownMember !== undefined)
    throw new Error(`Unknown member "${unknownMember}" of a fault. Members: ${members.join(', ')}.`);
  if (typeof kind !== 'string' || !isKind(kind)) {
    throw new Error(`Unknown fault kind ${JSON.stringify(kind)}. Kinds: ${faultKinds.join(', ')}.`);
  }
  for (const [member, pattern] of memberPatterns) {
    const text = rest[member];
    if (text === undefined || (typeof text === 'string' && pattern.test(text))) continue;
    throw new Error(`${JSON.stringify(text)} is not a valid ${member} of a fault.`);
  }
  return checkFault({ ...(rest as Omit<Fault, 'kind'>), kind });
}

const amounts: Partial<Record<FaultKind, readonly [number, number]>> = {
  slow: [0, 600_000],
  'clock-skew': [6, 1_000_000],
  html: [200, 599],
};

function checkFault(fault: Fault): Fault {
  const { kind, amount, times } = fault;
  const range = amounts[kind];
  if (amount !== undefined && !range) throw new Error(`"${kind}" takes no number.`);
  if (amount !== undefined && range && !isWhole(amount, range)) {
    throw new Error(`The number of "${kind}" must be from ${range[0]} to ${range[1]}; ${amount} is not.`);
  }
  if (times !== undefined && !isWhole(times, [1, 1_000_000])) {
    throw new Error(`A fault can affect 1 to 1000000 calls, not ${times}.`);
  }
  return fault;
}

const isWhole = (number: unknown, [least, most]: readonly [number, number]) =>
  typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;

/** The active faults. */
export interface FaultBoard {
  list(): readonly Fault[];
  set(faults: readonly Fault[]): void;
  /** The first fault that matches the call. Counts the use if the fault has `times`. */
  take(target: FaultTarget): Fault | undefined;
}

export function createFaultBoard(): FaultBoard {
  let faults: readonly Fault[] = [];
  let useCounts = new Map<Fault, number>();
  const isOver = (fault: Fault) => (useCounts.get(fault) ?? 0) >= (fault.times ?? Number.POSITIVE_INFINITY);
  return {
    list: () => faults.filter((fault) => !isOver(fault)),
    set(next) {
      faults = next;
      useCounts = new Map();
    },
    take(target) {
      const fault = faults.find((candidate) => meets(candidate, target) && !isOver(candidate));
      if (fault?.times !== undefined) useCounts.set(fault, (useCounts.get(fault) ?? 0) + 1);
      return fault;
    },
  };
}

function meets({ region, service, operation, account }: Fault, target: FaultTarget): boolean {
  if (service === undefined && operation === undefined && target.services.includes('sts')) return false;
  return (
    (region ?? target.region) === target.region &&
    (service === undefined || target.services.includes(service)) &&
    (operation ?? target.operation) === target.operation &&
    (account ?? target.account) === target.account
  );
}
