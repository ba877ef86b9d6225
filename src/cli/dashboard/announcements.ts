// For screen readers: nothing is drawn; changes are printed as lines, one below the other.
import { createAnnouncements } from '../../app/announce/create-announcements.ts';
import { type Alert, type AlertReason, growthWords } from '../../domain/alerts/evaluate-alerts.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { toAscii } from '../../terminal/cells/ascii-fallback.ts';
import type { TerminalStream } from '../../terminal/output/paced-output.ts';

export interface AnnouncementWriter {
  /** Announces all later changes. Returns the function that stops it. */
  follow(runtime: Pick<Runtime, 'view' | 'subscribe'>): () => void;
  alerts(alerts: readonly Alert[]): void;
}

export function createAnnouncementWriter(write: (text: string) => void, unicode: boolean): AnnouncementWriter {
  const say = (line: string) => {
    const safe = sanitize(line);
    write(`${unicode ? safe : toAscii(safe)}\r\n`);
  };
  return {
    follow(runtime) {
      const announce = createAnnouncements();
      const changed = () => {
        for (const line of announce(runtime.view())) say(line);
      };
      changed();
      return runtime.subscribe(changed);
    },
    alerts(alerts) {
      for (const alert of alerts) {
        const { item, reason } = alert;
        say(`${reasonWords[reason]} ${item.severity}: ${item.text}${growthWords(alert)}`);
      }
    },
  };
}

const reasonWords: Readonly<Record<AlertReason, string>> = {
  new: 'New',
  risen: 'Risen to',
  grown: 'Grown',
  back: 'Back again',
  digest: 'Still',
};

/** Accepts the output of a screen, and shows none of it. */
export const silentTerminal = (stdout: TerminalStream): TerminalStream => ({
  isTTY: true,
  get columns() {
    return stdout.columns;
  },
  get rows() {
    return stdout.rows;
  },
  write(_chunk, callback) {
    callback?.();
    return true;
  },
  on: (event, listener) => (event === 'resize' ? stdout.on(event, listener) : undefined),
  off: (event, listener) => (event === 'resize' ? stdout.off(event, listener) : undefined),
});
