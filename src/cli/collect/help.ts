import { whereHelp } from '../options/where.ts';

export const help = (): string => `vaultop collect: keeps the store without a screen, longer than AWS does

  vaultop collect [options]
  vaultop collect --print-unit > ~/.config/systemd/user/vaultop-collect.service

Asks AWS at the pace of a dashboard in the background, takes the event feed, evaluates the findings, and writes all of
it to the store until it is stopped. Dashboards of the same user and the same identity read that store: they ask AWS
only for what is on their screen and stale. While collect reads the queue of the event feed, they do not read it.
It changes nothing in AWS. Expired credentials do not end it: it tries again, and says so on stderr.

  --print-unit KIND    prints a unit that runs this command with these flags, for systemd or launchd, and ends.
                       Without KIND: that of this system. A user's systemd unit runs without a login only after
                       loginctl enable-linger; a launchd agent runs while its user is logged in
  --metrics ADDRESS:PORT     serves metrics for Prometheus at http://ADDRESS:PORT/metrics, such as 127.0.0.1:9464
  --metrics-token-file FILE  a token that readers send as Authorization: Bearer. Needed where ADDRESS is not loopback
  --metrics-resources        the age of each resource, too: as many series as there are resources
  --events-queue URL   an SQS queue to take live events from; see vaultop events --help
  --cloudwatch         also keeps metrics: they cost $0.01 per 1,000. Default: only if the context says so
  --store FILE         another store; see vaultop store --help
  --context NAME       a context of the config file; --config FILE: another config file
${whereHelp}

Each problem is one line of JSON on stderr when it begins, and one when it is over.
SIGHUP reads the config file again. SIGTERM and SIGINT write what has arrived, and end it.
Exit codes: 0 stopped by a signal, 1 failed or the store cannot be written, 2 usage.
`;
