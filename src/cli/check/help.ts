import { attentionSources } from '../../resources/derived/derived.ts';
import { defaultTimeoutSeconds } from './arguments.ts';

export const help = (): string => `vaultop check: what needs attention, and an exit code for it

  vaultop check [options]

Requests the lists once, evaluates them, prints each finding with its next step, worst first, and ends.
A request that may succeed later is sent up to four times.

  -o, --output FORM    text (default), json or nagios: one line of state, then the lines, all on stdout. --format FORM
                       and --json are the same
  --from SEVERITY      leave out what is less than critical, warning or notice. Default: notice
  --timeout SECONDS    stop waiting for AWS after this long; what is known by then is judged. Default: ${defaultTimeoutSeconds}
  --with coverage      judge also whether a backup plan covers every resource, and whether the KMS keys of the recovery
                       points can decrypt, as with coverage: true in the config file: this asks inventories and
                       kms:DescribeKey, and needs rights that the rest does not
  --with access-points judge also the access points that stand on recovery points of S3, which pause their lifecycle:
                       this needs backup:ListBackupAccessPoints
  --without LIST       leave out a list, or several, that the credentials may never read; the output names it:
                       ${attentionSources.slice(0, 6).join(', ')},
                       ${attentionSources.slice(6).join(', ')}
  --new-only           only findings that are new, have risen or grown, or are back, since the last such run
  --memory NAME        whose last run, with --new-only: one name for each reader. Default: check
  --store FILE         keeps what was asked in this file instead of the usual one; see vaultop store --help
  --no-store           neither reads nor keeps the last events of CloudTrail; else only what is newer is asked for.
                       --no-cache is the same

Where to look: as for the dashboard, such as --region, --profile, --org, --context, --demo. See vaultop --help.
Objectives and mutes come from the config file (see vaultop config --help), acknowledgements from the store.

Exit codes, as Nagios has them, the first that holds:
  2  something is critical
  3  unknown: a list was refused, is not offered, could not be read or came too late, or the command was wrong
  1  the worst is a warning
  0  nothing, or only notices
`;
