// Filters the input between the terminal and Ink: removes everything that is not a key. Ink would drop mouse reports,
// and treat parts of an OSC reply as typed text.
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { statusReply } from '../output/flow-gate.ts';
import { type MouseEvent, readMouseReport } from './mouse.ts';

/** The used members of process.stdin. */
export interface KeyboardStream {
  readonly isTTY?: boolean | undefined;
  setRawMode(raw: boolean): unknown;
  ref(): unknown;
  unref(): unknown;
  pause(): unknown;
  resume(): unknown;
  on(event: 'data', listener: (chunk: string | Uint8Array) => void): unknown;
  off(event: 'data', listener: (chunk: string | Uint8Array) => void): unknown;
}

export interface InputHandlers {
  /** The terminal has processed the status request. */
  statusReply(): void;
  mouse?(event: MouseEvent): void;
  /** The terminal supports the kitty keyboard protocol. */
  kittyKeyboard?(): void;
  /** The terminal's background, each component from 0 to 1. */
  background?(red: number, green: number, blue: number): void;
}

const reports = [
  String.raw`\x1b\[0n`,
  String.raw`\x1b\[<\d+;\d+;\d+[Mm]`,
  String.raw`\x1b\[\?\d+u`,
  String.raw`\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)`,
];
const report = new RegExp(reports.join('|'), 'g');
/** The beginning of a report that is not a key. A single ESC may be the key. */
const unfinished = /\x1b\[(?:0|<[\d;]*|\?\d*)?$|\x1b\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?$/;
/** The rest of a report whose ESC was already passed on. */
const withoutEscape = /^(?:\[<\d+;\d+;\d+[Mm]|\[\?\d+u|\[0n|\]11;[^\x07\x1b]*(?:\x07|\x1b\\))/;

/** The `stdin` of Ink's `render`. It reads the terminal only while Ink does, so that an editor can use it meanwhile. */
export function createTerminalInput(terminal: KeyboardStream, handlers: InputHandlers): NodeJS.ReadStream {
  const decoder = new StringDecoder('utf8');
  const keys = new Readable({ read() {} });
  let held = '';
  let endedInEscape = false;
  const take = (text: string): '' => {
    if (text === statusReply) handlers.statusReply();
    else handleReport(text, handlers);
    return '';
  };
  const listen = (chunk: string | Uint8Array) => {
    let text = held + (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
    if (endedInEscape) {
      const late = withoutEscape.exec(text)?.[0];
      if (late !== undefined) {
        take(`\x1b${late}`);
        text = text.slice(late.length);
      }
      endedInEscape = false;
    }
    const rest = text.replace(report, take);
    held = unfinished.exec(rest)?.[0] ?? '';
    const typed = rest.slice(0, rest.length - held.length);
    if (typed === '') return;
    endedInEscape = typed.endsWith('\x1b');
    keys.push(typed);
  };
  keys.on('newListener', (event) => {
    if (event !== 'readable' || keys.listenerCount('readable') > 0) return;
    terminal.on('data', listen);
    // After a pause a listener alone does not receive data.
    terminal.resume();
  });
  // Node 22 emits no 'removeListener' for the events of every stream:
  // https://github.com/nodejs/node/blob/v22.21.0/lib/events.js
  const removeListener = (event: string | symbol, listener: (...args: unknown[]) => void): Readable => {
    Readable.prototype.removeListener.call(keys, event, listener);
    if (event !== 'readable' || keys.listenerCount('readable') > 0) return keys;
    terminal.off('data', listen);
    terminal.pause();
    held = '';
    return keys;
  };
  const face = {
    removeListener,
    off: removeListener,
    isTTY: terminal.isTTY ?? false,
    setRawMode(raw: boolean) {
      terminal.setRawMode(raw);
      return keys;
    },
    ref: () => void terminal.ref(),
    unref: () => void terminal.unref(),
  };
  return Object.assign(keys, face) as unknown as NodeJS.ReadStream;
}

function handleReport(text: string, handlers: InputHandlers): void {
  if (text.startsWith('\x1b[<')) {
    const event = readMouseReport(text);
    if (event) handlers.mouse?.(event);
  } else if (text.startsWith('\x1b[?')) handlers.kittyKeyboard?.();
  else {
    const parts = /rgb:([\da-f]+)\/([\da-f]+)\/([\da-f]+)/i.exec(text)?.slice(1).map(shareOf);
    if (parts) handlers.background?.(...(parts as [number, number, number]));
  }
}

/** X11 writes a colour component with one to four hexadecimal digits. */
const shareOf = (digits: string): number => Number.parseInt(digits, 16) / (16 ** digits.length - 1);
