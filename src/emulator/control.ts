// The control API under /_vaultop, which AWS does not have: it sets faults, moves the clock, ends jobs and counts
// calls.
import { isIP } from 'node:net';
import { errorMessage } from '../lib/error-message.ts';
import type { Emulation } from './emulation.ts';
import { forcedOutcomes } from './estate/overlays/forced-endings.ts';
import { toFault } from './faults.ts';
import { isForcedOutcome } from './happen.ts';
import type { ReceivedCall, WireRequest, WireResponse } from './protocols/service.ts';
import { readState } from './state.ts';

const root = '/_vaultop';

export const isControl = ({ path }: WireRequest) => path === root || path.startsWith(`${root}/`);

const ownNames = /^localhost(:\d+)?$/i;

/**
 * Refuses requests of web pages. A page on this machine can send requests here; the browser then adds the page's
 * origin. A page can also use a domain name that resolves to this address (DNS rebinding); the origin then equals Host,
 * so Host must be an address, localhost or `listensOn`, the host name that the server listens on.
 */
function isFromWebPage({ header }: WireRequest, listensOn: string): boolean {
  const [origin, host = '', site] = ['origin', 'host', 'sec-fetch-site'].map(header);
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return true;
  if (site !== undefined && site !== 'none' && site !== 'same-origin') return true;
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  // DNS rebinding needs a name; an address cannot be rebound. Old clients send no Host header.
  return host !== '' && !ownNames.test(host) && name !== listensOn && isIP(name) === 0;
}

/** An invalid request to the control API; answered with status 400. */
class ControlError extends Error {}

type Body = Record<string, unknown>;
type ControlHandler = (emulation: Emulation, body: Body) => object;

const faultsOf = ({ faults }: Emulation) => ({ faults: faults.list() });
const clockOf = ({ clock }: Emulation) => ({ now: new Date(clock.now()).toISOString(), pinned: clock.isPinned() });

const handlers: Readonly<Record<string, ControlHandler>> = {
  'GET /faults': faultsOf,
  'POST /faults': setFaults,
  'POST /policy': setPolicy,
  'POST /reset': reset,
  'GET /clock': clockOf,
  'POST /clock': setClock,
  'POST /happen': endJob,
  'GET /state': (emulation) => emulation.state(),
  'POST /state': setState,
  'GET /calls': ({ calls }) => ({ total: calls.length, calls: countCalls(calls) }),
};

export function handleControl(emulation: Emulation, request: WireRequest, listensOn = 'localhost'): WireResponse {
  const { method, path, body } = request;
  if (isFromWebPage(request, listensOn)) {
    return write(403, { message: `${root} refuses requests of web pages and requests to other host names.` });
  }
  const handler = handlers[`${method} ${path.slice(root.length).replace(/\/$/, '')}`];
  if (handler === undefined) {
    const known = Object.keys(handlers).map((name) => name.replace(' ', ` ${root}`));
    return write(404, { message: `There is no ${method} ${path}. There are ${known.join(', ')}.` });
  }
  try {
    return write(200, handler(emulation, readBody(body)));
  } catch (error) {
    if (error instanceof ControlError) return write(400, { message: error.message });
    return write(500, { message: errorMessage(error) });
  }
}

const write = (status: number, document: object): WireResponse => ({
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
    // The error below covers invalid JSON as well.
  }
  throw new ControlError('The body must be a JSON object.');
}

function allow(body: Body, ...members: string[]): void {
  const unknownMember = Object.keys(body).find((name) => !members.includes(name));
  if (unknownMember === undefined) return;
  throw new ControlError(
    members.length === 0
      ? 'This request has no body.'
      : `Unknown member "${unknownMember}" of the body. Members: ${members.join(', ')}.`,
  );
}

function setFaults(emulation: Emulation, body: Body): object {
  allow(body, 'faults');
  if (!Array.isArray(body.faults)) {
    throw new ControlError(
      'The body must have a list of faults, such as {"faults": ["eu-west-1/backup=throttle"]}; [] ends all faults.',
    );
  }
  try {
    emulation.setFaults(body.faults.map(toFault));
  } catch (error) {
    throw new ControlError(errorMessage(error));
  }
  return faultsOf(emulation);
}

function setPolicy(emulation: Emulation, body: Body): object {
  allow(body, 'policy');
  try {
    emulation.setPolicy(body.policy ?? undefined);
  } catch (error) {
    throw new ControlError(errorMessage(error));
  }
  return { policy: body.policy ?? null };
}

function reset(emulation: Emulation, body: Body): object {
  allow(body);
  emulation.reset();
  return clockOf(emulation);
}

function setClock(emulation: Emulation, body: Body): object {
  allow(body, 'now', 'advanceSeconds', 'run');
  if (Object.keys(body).length !== 1) {
    throw new ControlError(
      'The body must be one of {"now": "2026-01-15T12:00:00Z"} (pins the clock), {"advanceSeconds": 3600} (moves it) and {"run": true} (releases it).',
    );
  }
  const { now, advanceSeconds, run } = body;
  if (now !== undefined) emulation.clock.pin(readTime(now));
  if (advanceSeconds !== undefined) emulation.clock.advance(readSeconds(advanceSeconds, emulation.clock.now()));
  if (run === true) emulation.clock.run();
  else if (run !== undefined) throw new ControlError('"run" must be true.');
  return clockOf(emulation);
}

function setState(emulation: Emulation, body: Body): object {
  try {
    emulation.restore(readState(body));
  } catch (error) {
    throw new ControlError(`The body ${errorMessage(error)}.`);
  }
  return clockOf(emulation);
}

function endJob(emulation: Emulation, body: Body): object {
  allow(body, 'job', 'outcome', 'message', 'region');
  const { job, outcome, message, region } = body;
  if (typeof job !== 'string' || !isForcedOutcome(outcome) || !isText(message) || !isText(region)) {
    throw new ControlError(
      `The body must have the form {"job": "its id", "outcome": "FAILED"}, with an optional "message" or "region" as text; outcomes are ${forcedOutcomes.join(', ')}.`,
    );
  }
  try {
    return emulation.happen({ job, outcome, message, region });
  } catch (error) {
    throw new ControlError(errorMessage(error));
  }
}

const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';

/** Years 1971 to 9999: schedules and dates on the wire cannot express other years. */
const isTime = (at: number) => at >= 31_536_000_000 && at < 253_402_300_800_000;

function readTime(given: unknown): number {
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN;
  if (isTime(at)) return at;
  throw new ControlError(`"now" must be a time such as "2026-01-15T12:00:00Z", not ${JSON.stringify(given)}.`);
}

function readSeconds(given: unknown, now: number): number {
  if (typeof given === 'number' && isTime(now + given * 1000)) return Math.round(given * 1000);
  throw new ControlError(
    `"advanceSeconds" must be a number of seconds to a year from 1971 to 9999, not ${JSON.stringify(given)}.`,
  );
}

interface Counted extends Omit<ReceivedCall, 'at' | 'request' | 'response' | 'error' | 'caller' | 'userAgent'> {
  count: number;
  lastAt: string;
}

/** Groups calls by access key, operation, Region and status, most frequent first. */
function countCalls(calls: readonly ReceivedCall[]): Counted[] {
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
