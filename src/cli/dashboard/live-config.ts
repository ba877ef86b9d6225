// The config file while the dashboard runs: read again when it has changed, applied as far as that can be, and told in one line.
import type { Notice } from '../../app/state/state.ts';
import type { Clock } from '../../lib/clock.ts';
import { isSame } from '../../lib/same.ts';
import { type PlacedIssue, pathText } from '../../settings/issue.ts';
import type { Config } from '../../settings/schema.ts';
import { watchFile } from '../../settings/watched-file.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { UsageError } from '../options/options.ts';

export interface LiveConfigOptions {
  /** As it was read at the start. */
  readonly loaded: LoadedConfig;
  readonly clock: Clock;
  /** Goes by it from now on; throws a UsageError, and has changed nothing, where a flag does not go with it. */
  apply(loaded: LoadedConfig): void;
  notify(notice: Pick<Notice, 'text' | 'tone'>): void;
}

export interface LiveConfig {
  /** We have written it ourselves, which is no news. */
  wasWritten(): Promise<void>;
  /** What is written from now on is a change. */
  readonly ready: Promise<unknown>;
  stop(): void;
}

export function watchConfig({ loaded, clock, apply, notify }: LiveConfigOptions): LiveConfig {
  const { path, pathFrom } = loaded;
  let { plain } = loaded;
  let isBroken = false;

  /** What is said of it; undefined: nothing is new. */
  const readAgain = async (): Promise<Pick<Notice, 'text' | 'tone'> | undefined> => {
    try {
      const next = await loadConfig(pathFrom === 'flag' ? { config: path } : {}, process.env);
      const error = next.issues.find(({ severity }) => severity === 'error');
      if (error) return refused(`, ${issueText(error)}`);
      apply(next);
      const sections = changedSections(plain, next.plain);
      const wasBroken = isBroken;
      plain = next.plain;
      isBroken = false;
      const [warning] = next.issues;
      if (sections.length === 0 && !wasBroken) return undefined;
      if (warning) return { text: `Config file, ${issueText(warning)}`, tone: 'warn' };
      return { text: changesText(sections), tone: 'good' };
    } catch (error) {
      if (error instanceof UsageError) return refused(`: ${error.message}`);
      throw error;
    }
  };

  /** What it said before stays. */
  const refused = (why: string): Pick<Notice, 'text' | 'tone'> => {
    isBroken = true;
    return { text: `Config file not taken${why}`, tone: 'warn' };
  };

  const file = watchFile({
    path,
    clock,
    async changed() {
      const notice = await readAgain();
      if (notice) notify(notice);
    },
  });

  return {
    async wasWritten() {
      await file.isKnown();
      const notice = await readAgain();
      if (notice && isBroken) notify(notice);
    },
    ready: file.ready,
    stop: file.stop,
  };
}

const issueText = ({ line, path, message }: PlacedIssue): string =>
  `line ${line}: ${path.length > 0 ? `${pathText(path)}: ` : ''}${message}`;

type Section = keyof Config;

/** What counts only later, and when. */
const later: Partial<Record<Section, string>> = {
  contexts: 'with the next :context',
  context: 'at the next start',
  view: 'at the next start',
  mouse: 'at the next start',
  history: 'at the next start',
};

function changedSections(before: unknown, after: unknown): Section[] {
  const [one, other] = [before, after].map((plain) => (plain ?? {}) as Record<string, unknown>) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name])) as Section[];
}

/** 'Config file: columns and keys count now, contexts with the next :context.' */
export function changesText(sections: readonly Section[]): string {
  if (sections.length === 0) return 'Config file: in order again.';
  const groups = Map.groupBy(sections, (section) => later[section] ?? 'now');
  const parts = [...groups].sort(([one], [other]) => Number(other === 'now') - Number(one === 'now'));
  return `Config file: ${parts.map(([when, names]) => `${names.join(', ')} ${when}`).join('; ')}.`;
}
