// How the person is notified: by bell, by command, and by announcement in the screen-reader mode.

import type { AlertSettings } from '../../engine/alerts.ts';
import type { Log } from '../../lib/files/log.ts';
import type { DashboardArguments } from './arguments.ts';
import { createNotifier } from './notify.ts';
import { createJobNotifier } from './notify-jobs.ts';
import type { Children } from './terminal/children.ts';
import type { LiveTerminal } from './terminal/live-terminal.ts';

export interface AlertWays {
  readonly terminal: Pick<LiveTerminal, 'capabilities' | 'announcementWriter' | 'write'>;
  readonly children: Children;
  readonly log: Log;
  readonly env: NodeJS.ProcessEnv;
}

export type AlertArguments = Pick<DashboardArguments, 'bell' | 'notifyCommand' | 'notifyFrom' | 'digest'>;

export function alertSettingsOf(
  { bell, notifyCommand: command, notifyFrom, digest }: AlertArguments,
  { terminal: { capabilities, announcementWriter, write }, children, log, env }: AlertWays,
): AlertSettings {
  const options = { bell, capabilities, env, log, write, children, ...(command === undefined ? {} : { command }) };
  const notifyJobs = createJobNotifier(options);
  if (bell === 'off' && command === undefined && !announcementWriter) return { notifyJobs };
  const notify = createNotifier(options);
  return {
    notifyJobs,
    alert(news) {
      announcementWriter?.alerts(news.alerts);
      return notify(news);
    },
    alertFrom: notifyFrom,
    digest,
  };
}
