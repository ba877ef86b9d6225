import { whereHelp } from '../options/where.ts';

export const help = (): string => `vaultop collect: keeps the history of AWS Backup in the store, without a screen

  vaultop collect [options]
  vaultop collect --print-unit > ~/.config/systemd/user/vaultop-collect.service

Requests the lists of AWS at the intervals of a dashboard in the background, reads the event feed, evaluates the
findings, and writes all of it to the store until it is stopped. Dashboards of the same user and identity read that
store: they request only lists that are on their screen and stale, and leave the queue of the event feed to collect.
It changes nothing in AWS. Expired credentials do not end it: it tries again, and reports the failure on stderr.

  --print-unit KIND    print a unit that runs this command with these flags, for systemd or launchd, and exit.
                       Without KIND: that of this system. A user's systemd unit runs without a login only after
                       loginctl enable-linger; a launchd agent runs while its user is logged in
  --metrics ADDRESS:PORT     serve metrics for Prometheus at http://ADDRESS:PORT/metrics, such as 127.0.0.1:9464
  --metrics-token-file FILE  the token that clients send as Authorization: Bearer. Required unless ADDRESS is loopback
  --metrics-resources        also the age of each resource: one series for each resource
  --events-queue URL   an SQS queue of live events; see vaultop events --help
  --cloudwatch         also keep CloudWatch metrics, which cost $0.01 per 1,000. Default: as the context says
  --store FILE         another store; see vaultop store --help
  --context NAME       a context of the config file; --config FILE: another config file
${whereHelp}

Each problem is one line of JSON on stderr when it begins, and one when it ends.
SIGHUP: read the config file again. SIGTERM, SIGINT: write what has arrived, and exit.
Exit codes: 0 stopped by a signal, 1 failed or the store cannot be written, 2 usage.
`;
