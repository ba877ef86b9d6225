// Tells of followed jobs that have ended: by bell, by desktop notification, by the notify command.
import { type JobNotification, notificationJson, notificationText } from '../../domain/jobs/job-notification.ts';
import { bellSequence } from '../../terminal/notify.ts';
import { desktopSequence, type NotifyOptions, runCommand, takesNotifications } from './notify.ts';

/**
 * The person asked for it: the bell rings whatever `bell` says of findings. A desktop notification is sent to a terminal
 * that is known to take it, and to any with `bell: desktop`. A command that fails is in the log.
 */
export function createJobNotifier({ bell, command, capabilities, env, write, ...running }: NotifyOptions) {
  return (jobs: readonly JobNotification[]): void => {
    const [first] = jobs;
    if (!first) return;
    write(bellSequence);
    const more = jobs.length > 1 ? ` and ${jobs.length - 1} more` : '';
    if (bell === 'desktop' || takesNotifications(env)) {
      write(desktopSequence(`${notificationText(first)}${more}`, capabilities, env));
    }
    if (command !== undefined) {
      void runCommand(command, { schema: 'vaultop.jobs/1', jobs: jobs.map(notificationJson) }, running);
    }
  };
}
