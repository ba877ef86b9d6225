// The terminal of the live screen: its capabilities, the writer that draws on it, and the input modes.
import { systemClock } from '../../../lib/clock.ts';
import { detectCapabilities, type TerminalCapabilities } from '../../../terminal/capabilities.ts';
import { createInputModes, type InputModes } from '../../../terminal/input/input-modes.ts';
import type { FrameStats } from '../../../terminal/output/frame-queue.ts';
import { createScreenWriter, type ScreenWriter } from '../../../terminal/output/screen-writer.ts';
import { type AnnouncementWriter, createAnnouncementWriter, silentTerminal } from '../announcements.ts';
import type { DashboardArguments } from '../arguments.ts';

export interface LiveTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly capabilities: TerminalCapabilities;
  /** Announces changes instead of drawing. */
  readonly announcementWriter: AnnouncementWriter | undefined;
  readonly writer: ScreenWriter;
  readonly modes: InputModes;
  /** Writes bytes that draw nothing, such as the bell. */
  write(bytes: string): void;
}

export type TerminalArguments = Pick<DashboardArguments, 'screenReader' | 'mouse' | 'theme'>;

export function openTerminal(
  args: TerminalArguments,
  { env, stdin, stdout }: NodeJS.Process,
  onStats?: (frame: FrameStats) => void,
): LiveTerminal {
  const found = detectCapabilities(env, stdout);
  const capabilities = args.screenReader ? { ...found, answersQueries: false } : found;
  const announcementWriter = args.screenReader
    ? createAnnouncementWriter((text) => stdout.write(text), found.unicode)
    : undefined;
  const shown = announcementWriter ? silentTerminal(stdout) : stdout;
  const writer = createScreenWriter({ stdout: shown, capabilities, pacing: { clock: systemClock }, onStats });
  const hasTheme = args.theme !== undefined || env.COLORFGBG !== undefined;
  const modes = createInputModes({
    capabilities,
    mouse: args.mouse && !announcementWriter,
    clock: systemClock,
    background: !hasTheme && capabilities.colors > 0,
    write: writer.writeRaw,
  });
  const write = (bytes: string) => void (announcementWriter ? stdout.write(bytes) : writer.writeRaw(bytes));
  return { stdin, stdout, capabilities, announcementWriter, writer, modes, write };
}
