// What an AWS has not: addresses under /_vaultop that make things go wrong, move the clock and tell what was called.
import { isIP } from 'node:net';
import { errorMessage } from '../lib/error-message.ts';
import type { Emulation } from './emulation.ts';
import { forcedOutcomes } from './estate/forced-endings.ts';
import { toFault } from './faults.ts';
import { isForcedOutcome } from './happen.ts';
import type { CallRecord, WireAnswer, WireRequest } from './services/service.ts';
import { readState } from './state.ts';

const root = '/_vaultop';

export const isControl = ({ path }: WireRequest) => path === root || path.startsWith(`${root}/`);

const ownNames = /^localhost(:\d+)?$/i;

/**
 * A web page may send requests to this machine: they name the page's origin. And a name of its own may lead here, which
 * makes the page's origin ours: it stands in Host. `listensOn` is the name that the server was told to listen on.
 */
function isForeign({ header }: WireRequest, listensOn: string): boolean {
  const [origin, host = '', site] = ['origin', 'host', 'sec-fetch-site'].map(header);
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return true;
  if (site !== undefined && site !== 'none' && site !== 'same-origin') return true;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  // An address, other than a name, cannot be made to lead elsewhere. Old clients name no host.
  return host !== '' && !ownNames.test(host) && name !== listensOn && isIP(name) === 0;
}

/** Said to the caller with status 400. */
class BadControl extends Error {}

type Body = Record<string, unknown>;
type Answer = (emulation: Emulation, body: Body) => object;

const faultsOf = ({ faults }: Emulation) => ({ faults: faults.list() });
const clockOf = ({ clock }: Emulation) => ({ now: new Date(clock.now()).toISOString(), pinned: clock.isPinned() });

const answers: Readonly<Record<string, Answer>> = {
  'GET /faults': faultsOf,
  'POST /faults': setFaults,
  'POST /reset': reset,
  'GET /clock': clockOf,
  'POST /clock': setClock,
  'POST /happen': makeHappen,
  'GET /state': (emulation) => emulation.state(),
  'POST /state': setState,
  'GET /calls': ({ calls }) => ({ total: calls.length, calls: countCalls(calls) }),
};

export function answerControl(emulation: Emulation, request: WireRequest, listensOn = 'localhost'): WireAnswer {
  const { method, path, body } = request;
  if (isForeign(request, listensOn)) {
    return write(403, { message: `${root} answers no requests of web pages, and none to a name that leads here.` });
  }
  const answer = answers[`${method} ${path.slice(root.length).replace(/\/$/, '')}`];
  if (answer === undefined) {
    const known = Object.keys(answers).map((name) => name.replace(' ', ` ${root}`));
    return write(404, { message: `There is no ${method} ${path}. There are ${known.join(', ')}.` });
  }
  try {
    return write(200, answer(emulation, readBody(body)));
  } catch (error) {
    if (error instanceof BadControl) return write(400, { message: error.message });
    return write(500, { message: errorMessage(error) });
  }
}

const write = (status: number, document: object): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(document)}\n`,
});

function readBody(text: string): Body {
  if (text.trim() === '') return {};
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as Body;
  } catch {
    // Told below: what is no object is refused in the same words.
  }
  throw new BadControl('The body must be a JSON object.');
}

function allow(body: Body, ...members: string[]): void {
  const strange = Object.keys(body).find((name) => !members.includes(name));
  if (strange === undefined) return;
  throw new BadControl(
    members.length === 0
      ? 'This takes no body.'
      : `The body takes ${members.join(', ')}; "${strange}" is none of them.`,
  );
}

function setFaults(emulation: Emulation, body: Body): object {
  allow(body, 'faults');
  if (!Array.isArray(body.faults)) {
    throw new BadControl(
      'The body takes a list, such as {"faults": ["eu-west-1/backup=throttle"]}; [] ends all faults.',
    );
  }
  try {
    emulation.setFaults(body.faults.map(toFault));
  } catch (error) {
    throw new BadControl(errorMessage(error));
  }
  return faultsOf(emulation);
}

function reset(emulation: Emulation, body: Body): object {
  allow(body);
  emulation.reset();
  return clockOf(emulation);
}

function setClock(emulation: Emulation, body: Body): object {
  allow(body, 'now', 'advanceSeconds', 'run');
  if (Object.keys(body).length !== 1) {
    throw new BadControl(
      'The body takes one of {"now": "2026-01-15T12:00:00Z"} (pins), {"advanceSeconds": 3600} (moves) and {"run": true} (goes on).',
    );
  }
  const { now, advanceSeconds, run } = body;
  if (now !== undefined) emulation.clock.pin(readTime(now));
  if (advanceSeconds !== undefined) emulation.clock.advance(readSeconds(advanceSeconds, emulation.clock.now()));
  if (run === true) emulation.clock.run();
  else if (run !== undefined) throw new BadControl('"run" takes true.');
  return clockOf(emulation);
}

function setState(emulation: Emulation, body: Body): object {
  try {
    emulation.restore(readState(body));
  } catch (error) {
    throw new BadControl(`The body ${errorMessage(error)}.`);
  }
  return clockOf(emulation);
}

function makeHappen(emulation: Emulation, body: Body): object {
  allow(body, 'job', 'outcome', 'message', 'region');
  const { job, outcome, message, region } = body;
  if (typeof job !== 'string' || !isForcedOutcome(outcome) || !isText(message) || !isText(region)) {
    throw new BadControl(
      `The body takes {"job": "its id", "outcome": "FAILED"}, and a "message" or "region" as text; outcomes are ${forcedOutcomes.join(', ')}.`,
    );
  }
  try {
    return emulation.happen({ job, outcome, message, region });
  } catch (error) {
    throw new BadControl(errorMessage(error));
  }
}

const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';

/** Years 1971 to 9999: schedules and dates on the wire go no further. */
const isTime = (at: number) => at >= 31_536_000_000 && at < 253_402_300_800_000;

function readTime(given: unknown): number {
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN;
  if (isTime(at)) return at;
  throw new BadControl(`"now" takes a time such as "2026-01-15T12:00:00Z", not ${JSON.stringify(given)}.`);
}

function readSeconds(given: unknown, now: number): number {
  if (typeof given === 'number' && isTime(now + given * 1000)) return Math.round(given * 1000);
  throw new BadControl(
    `"advanceSeconds" takes a number of seconds that a calendar holds, not ${JSON.stringify(given)}.`,
  );
}

interface Counted extends Omit<CallRecord, 'at' | 'request' | 'response' | 'error' | 'caller' | 'userAgent'> {
  count: number;
  lastAt: string;
}

/** Who called what, where, and how it ended; the busiest first. */
function countCalls(calls: readonly CallRecord[]): Counted[] {
  const counted = new Map<string, Counted>();
  for (const {
    at,
    request: _request,
    response: _response,
    error: _error,
    caller: _caller,
    userAgent: _agent,
    ...call
  } of calls) {
    const key = Object.values(call).join(' ');
    counted.set(key, { ...call, count: (counted.get(key)?.count ?? 0) + 1, lastAt: new Date(at).toISOString() });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count || (a.operation < b.operation ? -1 : 1));
}
