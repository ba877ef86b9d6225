import { attentionSources } from '../../resources/derived/derived.ts';
import { defaultTimeoutSeconds } from './arguments.ts';

export const help = (): string => `vaultop check: what needs attention, and an exit code for it

  vaultop check [options]
  vaultop check --profile prod --region eu-west-1 --from warning --format nagios --timeout 50

Requests the lists once, evaluates them, prints each finding with its next step, worst first, and exits.
A request that failed for a reason that may pass is sent up to four times.

  -o, --output FORM    text (default), json or nagios: one line of state, then the lines, all on stdout. --format FORM
                       and --json are the same
  --from SEVERITY      leave out findings below critical, warning or notice. Default: notice
  --timeout SECONDS    stop waiting for AWS after this time, and evaluate what is known. Default: ${defaultTimeoutSeconds}
  --with coverage      evaluate also whether a backup plan covers every resource, and whether the keys of the recovery
                       points can decrypt, as with coverage: true in the config file: this requests inventories and
                       kms:DescribeKey, and needs additional permissions
  --with access-points evaluate also the access points of recovery points of S3, which pause their lifecycle: this
                       needs backup:ListBackupAccessPoints
  --without LIST       leave out lists that the credentials have no permission to read; the output names them:
                       ${attentionSources.slice(0, 6).join(', ')},
                       ${attentionSources.slice(6).join(', ')}
  --new-only           only findings that are new, more severe, larger or back since the last such run
  --memory NAME        with --new-only: the name of the reader whose last run counts. Default: check
  --store FILE         keep responses in this file instead of the default one; see vaultop store --help
  --no-store           keep no CloudTrail events: all are requested again. Default: only newer events are requested.
                       --no-cache is the same

Where to look: the flags of the dashboard, such as --region, --profile, --org, --context, --demo. See vaultop --help.
Objectives and mutes come from the config file (see vaultop config --help), acknowledgements from the store.

Exit codes, as Nagios has them, the first that holds:
  2  something is critical
  3  unknown: a list was refused, is not offered, was malformed or came too late, or the command was wrong
  1  the worst is a warning
  0  nothing, or only notices
`;
