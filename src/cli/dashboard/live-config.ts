// Watches the config file while the dashboard runs: reads it after each change, applies what can be applied, and
// reports it in one line.
import type { Notice } from '../../app/state/state.ts';
import type { Clock } from '../../lib/clock.ts';
import { isSame } from '../../lib/same.ts';
import { type PlacedIssue, pathText } from '../../settings/issue.ts';
import type { Config } from '../../settings/schema.ts';
import { watchFile } from '../../settings/watched-file.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { UsageError } from '../options/options.ts';

export interface LiveConfigOptions {
  /** The file as read at the start. */
  readonly loaded: LoadedConfig;
  readonly clock: Clock;
  /** Applies the file; throws a UsageError, without any change, if it is incompatible with a flag. */
  apply(loaded: LoadedConfig): void;
  notify(notice: Pick<Notice, 'text' | 'tone'>): void;
}

export interface LiveConfig {
  /** To be called after this program has written the file, so that the change is not reported. */
  wasWritten(): Promise<void>;
  /** Later writes count as changes. */
  readonly ready: Promise<unknown>;
  stop(): void;
}

export function watchConfig({ loaded, clock, apply, notify }: LiveConfigOptions): LiveConfig {
  const { path, pathFrom, siteAt } = loaded;
  let { plain } = loaded;
  let isBroken = false;

  /** The notice; undefined: nothing has changed. */
  const readAgain = async (): Promise<Pick<Notice, 'text' | 'tone'> | undefined> => {
    try {
      const next = await loadConfig(pathFrom === 'flag' ? { config: path } : {}, process.env, siteAt);
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

  /** The previous settings stay. */
  const refused = (why: string): Pick<Notice, 'text' | 'tone'> => {
    isBroken = true;
    return { text: `Config file not applied${why}`, tone: 'warn' };
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

/** Sections that apply later, and when. */
const later: Partial<Record<Section, string>> = {
  contexts: 'with the next :context',
  context: 'at the next start',
  view: 'at the next start',
  mouse: 'at the next start',
  title: 'at the next start',
  history: 'at the next start',
  store: 'at the next start',
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
  if (sections.length === 0) return 'Config file: no errors any more.';
  const groups = Map.groupBy(sections, (section) => later[section] ?? 'now');
  const parts = [...groups].sort(([one], [other]) => Number(other === 'now') - Number(one === 'now'));
  return `Config file: ${parts.map(([when, names]) => `${names.join(', ')} ${when}`).join('; ')}.`;
}
