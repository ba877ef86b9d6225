// How the person is notified: by bell, by command, and by announcement in the screen-reader mode.

import type { AlertSettings } from '../../engine/alerts.ts';
import type { Log } from '../../lib/files/log.ts';
import type { DashboardArguments } from './arguments.ts';
import { createNotifier } from './notify.ts';
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
  if (bell === 'off' && command === undefined && !announcementWriter) return {};
  const notify = createNotifier({
    bell,
    capabilities,
    env,
    log,
    write,
    children,
    ...(command === undefined ? {} : { command }),
  });
  return {
    alert(news) {
      announcementWriter?.alerts(news.alerts);
      return notify(news);
    },
    alertFrom: notifyFrom,
    digest,
  };
}
