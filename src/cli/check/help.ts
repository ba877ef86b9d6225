export const help = (): string => `vaultop check: what needs attention, and an exit code for it

  vaultop check [options]

Asks once, judges, prints one line for each trouble, worst first, and ends.

  --format text|json|nagios   default: text. nagios is one line of state, then the lines
  --from SEVERITY      leave out what is less than critical, warning or notice. Default: notice
  --timeout SECONDS    stop waiting for AWS after this long; what is known by then is judged. Default: 120

Where to look: as for the dashboard, such as --region, --profile, --org, --context, --demo. See vaultop --help.
Objectives and mutes come from the config file: see vaultop config --help.

Exit codes, as Nagios has them:
  0  nothing, or only notices
  1  the worst is a warning
  2  something is critical
  3  unknown: AWS did not answer everything and nothing worse was found, or the command was wrong
`;
