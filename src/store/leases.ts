// Who does what only one program at a time has to do: ask AWS for a list, notify by one memory. A lease of a program that was
// killed ends with it, where that can be seen, and else by itself.
import { stateOfProgram } from './file/processes.ts';
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface Lease {
  readonly heldBy: string;
  /** Epoch ms: when it was taken. */
  readonly since: number;
  /** Epoch ms. */
  readonly until: number;
}

export interface Leases {
  /** True: it is ours for `forMs` from now; false: another program holds it. */
  take(what: Leased, forMs: number): boolean;
  /** The same, but only while it is ours: false tells that another program has taken it over. */
  renew(what: Leased, forMs: number): boolean;
  /** Nothing happens where it is not ours any more. */
  release(what: Leased): void;
  /** undefined: nobody. */
  holderOf(what: Leased): Lease | undefined;
}

/** The id of a request, or the name of something that has no row of its own, such as a memory of notifications. */
export type Leased = { readonly request: number } | { readonly name: string };

/** Whatever ends later was written by a clock that is wrong, and holds nobody off. In ms. */
const longestMs = 600_000;

export interface LeaseOptions {
  /** Another name for each program that runs, without spaces. */
  readonly holder: string;
  readonly now: () => number;
}

export function createLeases(database: Database, { holder, now }: LeaseOptions): Leases {
  const sql = createStatements(database);
  const read = (what: Leased) => ('request' in what ? readRequest(sql, what.request) : readNamed(sql, what.name));
  const write = (what: Leased, lease: Lease | undefined) =>
    'request' in what ? writeRequest(sql, what.request, lease) : writeNamed(sql, what.name, lease);
  const holderOf = (what: Leased) => {
    const lease = read(what);
    return lease && isHeld(lease, now()) ? lease : undefined;
  };
  /** Asked and written in one transaction: of two programs one is first. */
  const hold = (what: Leased, forMs: number, sinceOf: (lease: Lease | undefined) => number | undefined) =>
    inTransaction(database, () => {
      const since = sinceOf(holderOf(what));
      if (since === undefined) return false;
      return write(what, { heldBy: holder, since, until: now() + Math.min(forMs, longestMs) });
    });

  return {
    take: (what, forMs) => hold(what, forMs, (lease) => ((lease?.heldBy ?? holder) === holder ? now() : undefined)),
    renew: (what, forMs) => hold(what, forMs, (lease) => (lease?.heldBy === holder ? lease.since : undefined)),
    release: (what) =>
      inTransaction(database, () => {
        const lease = read(what);
        // Of a request it stays known who asked last.
        if (lease?.heldBy === holder) write(what, 'request' in what ? { ...lease, until: now() } : undefined);
      }),
    holderOf,
  };
}

/** A program that ended holds nothing. */
export function isHeld({ heldBy, until }: Lease, now: number): boolean {
  const leftMs = until - now;
  return leftMs > 0 && leftMs <= longestMs && stateOfProgram(heldBy) !== 'ended';
}

type Sql = ReturnType<typeof createStatements>;

function readRequest(sql: Sql, id: number): Lease | undefined {
  const row = sql('select leased_by, leased_until from request where id = ?').get(id);
  return row && leaseIn(row);
}

/** Of a row of the table `request`: `leased_by` is the program and the time since when. */
export function leaseIn({ leased_by: by, leased_until: until }: Record<string, unknown>): Lease | undefined {
  const [heldBy, since] = typeof by === 'string' ? by.split(' ') : [];
  return heldBy === undefined ? undefined : { heldBy, since: Number(since), until: Number(until) };
}

/** False: there is no such request any more. */
function writeRequest(sql: Sql, id: number, lease: Lease | undefined): boolean {
  const update = sql('update request set leased_by = ?, leased_until = ? where id = ?');
  return update.run(lease ? `${lease.heldBy} ${lease.since}` : null, lease?.until ?? null, id).changes > 0;
}

function readNamed(sql: Sql, name: string): Lease | undefined {
  const row = sql('select value from meta where name = ?').get(`lease ${name}`);
  return row && (JSON.parse(row.value as string) as Lease);
}

function writeNamed(sql: Sql, name: string, lease: Lease | undefined): boolean {
  if (lease) sql('insert or replace into meta values(?, ?)').run(`lease ${name}`, JSON.stringify(lease));
  else sql('delete from meta where name = ?').run(`lease ${name}`);
  return true;
}
