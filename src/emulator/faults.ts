// What can be made to go wrong, where, and how it is written down: eu-west-1/backup/ListBackupJobs=throttle.

export const faultKinds = [
  ...(['deny', 'deny-explicit', 'deny-scp', 'deny-boundary', 'deny-endpoint'] as const),
  ...(['expired-token', 'invalid-token', 'clock-skew', 'region-off', 'not-offered'] as const),
  ...(['throttle', 'error-500', 'error-503', 'slow', 'hang', 'reset'] as const),
  ...(['truncated', 'malformed', 'html', 'repeat-token', 'empty-page', 'changing-page'] as const),
  ...(['empty', 'no-content', 'no-members', 'array', 'number', 'object-list', 'text-row'] as const),
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What is absent matches anything, but STS goes on unless it is named, or nobody could ask at all. */
export interface Fault {
  region?: string;
  /** The signing name, or the name in IAM policies. */
  service?: string;
  operation?: string;
  account?: string;
  kind: FaultKind;
  /** `slow`: ms. `clock-skew`: minutes. `html`: the status. */
  amount?: number;
  /** Over after so many calls. Absent: never. */
  times?: number;
}

/** Whose call, of what, where. */
export interface FaultTarget {
  region: string;
  /** Every name the service goes by. */
  services: readonly string[];
  operation: string;
  account: string;
}

/** How long a `slow` Region thinks before it answers, if nothing else is said. */
export const slowMs = 3_000;

const form = /^([^=]+)=([a-z0-9-]+)(?::(\d+))?(?:\*(\d+))?$/;
const isKind = (text: string): text is FaultKind => (faultKinds as readonly string[]).includes(text);

/** Reads `eu-west-1=deny`, `backup/StartBackupJob=error-503*2`, `*=slow:800`. */
export function parseFault(text: string): Fault {
  const [, where, kind = '', amount, times] = form.exec(text) ?? [];
  if (where === undefined) {
    throw new Error(
      `A fault reads <where>=<kind>, such as eu-west-1=deny or eu-west-1/backup/ListBackupJobs=throttle; "${text}" does not.`,
    );
  }
  if (!isKind(kind)) {
    throw new Error(`Calls can fail by ${faultKinds.join(', ')}; "${kind}" in "${text}" is none of them.`);
  }
  const fault: Fault = { ...parsePlace(where, text), kind };
  if (amount !== undefined) fault.amount = Number(amount);
  if (times !== undefined) fault.times = Number(times);
  return checkFault(fault);
}

type Place = Omit<Fault, 'kind' | 'amount' | 'times'>;

/** Each part is known by its look, so their order does not matter. */
const looks: readonly (readonly [keyof Place, RegExp])[] = [
  ['account', /^\d{12}$/],
  ['region', /^[a-z]{2,}(-[a-z]+)+-\d$/],
  ['operation', /^[A-Z][a-z]+[A-Z]\w*$/],
  ['service', /^[a-z][a-z0-9-]*$/],
];

function parsePlace(where: string, text: string): Place {
  const place: Place = {};
  for (const part of where.split('/')) {
    if (part === '*') continue;
    const [member] = looks.find(([, look]) => look.test(part)) ?? [];
    if (member === undefined || place[member] !== undefined) {
      throw new Error(
        `"${part}" in "${text}" is no Region, service, operation or account; a place reads eu-west-1/backup/ListBackupJobs.`,
      );
    }
    place[member] = part;
  }
  return place;
}

const members = ['region', 'service', 'operation', 'account', 'kind', 'amount', 'times'];

/** Takes a fault as text or as an object from outside. */
export function toFault(given: unknown): Fault {
  if (typeof given === 'string') return parseFault(given);
  if (typeof given !== 'object' || given === null) throw new Error(`${JSON.stringify(given)} is no fault.`);
  const { kind, ...rest } = given as Record<string, unknown>;
  const strange = Object.keys(rest).find((name) => !members.includes(name));
  if (strange !== undefined) throw new Error(`A fault has ${members.join(', ')}; "${strange}" is none of them.`);
  if (typeof kind !== 'string' || !isKind(kind)) {
    throw new Error(`Calls can fail by ${faultKinds.join(', ')}; ${JSON.stringify(kind)} is none of them.`);
  }
  for (const [member, look] of looks) {
    const text = rest[member];
    if (text === undefined || (typeof text === 'string' && look.test(text))) continue;
    throw new Error(`${JSON.stringify(text)} is not the look of a fault's ${member}.`);
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
    throw new Error(`The number of "${kind}" goes from ${range[0]} to ${range[1]}; ${amount} does not.`);
  }
  if (times !== undefined && !isWhole(times, [1, 1_000_000])) {
    throw new Error(`A fault happens 1 to 1000000 times, not ${times}.`);
  }
  return fault;
}

const isWhole = (number: unknown, [least, most]: readonly [number, number]) =>
  typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;

/** The faults in force. */
export interface FaultBoard {
  list(): readonly Fault[];
  set(faults: readonly Fault[]): void;
  /** The first one that meets the call, counted if it is to happen only so often. */
  take(target: FaultTarget): Fault | undefined;
}

export function createFaultBoard(): FaultBoard {
  let faults: readonly Fault[] = [];
  let happened = new Map<Fault, number>();
  const isOver = (fault: Fault) => (happened.get(fault) ?? 0) >= (fault.times ?? Number.POSITIVE_INFINITY);
  return {
    list: () => faults.filter((fault) => !isOver(fault)),
    set(next) {
      faults = next;
      happened = new Map();
    },
    take(target) {
      const fault = faults.find((one) => meets(one, target) && !isOver(one));
      if (fault?.times !== undefined) happened.set(fault, (happened.get(fault) ?? 0) + 1);
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
