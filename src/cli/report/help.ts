export const help = (): string => `vaultop report: the backups of a month, as evidence for audits

  vaultop report --month 2026-10 --output october.html
  vaultop report --month 2026-10 --format csv --account 111122223333

For each resource: its objective, the scheduled runs and how many were met, late, failed (with the cause) or missed, the
longest time without a backup, the newest recovery point at the end of the month, the expected and the completed copies,
the last restore, and whether plans cover it. Then the changes of vault locks and the deletions with their actors, when
the program ran, and what is not known of the month, and why.

It is made from the store that the dashboard, check and get keep: no sign-in, no request to AWS. AWS lists jobs for 30
days: a month is known if the program ran within 30 days after each of its days.

  --month YYYY-MM      the month. Default: the last full month
  --timezone ZONE      time zone of the begin and end of the month: an IANA name, or local. Default: UTC
  --format FORMAT      md (default), html: one self-contained, printable file, csv: one line for each resource, json:
                       everything, described by config/report.schema.json of the package; -o json and --json are the same
  -o, --output FILE    write to a file that only you can read. Without --format its name decides the format
  --force              replace an existing file
  --account ID         only this account, or several; --region NAME likewise. Default: all that the store has
  --context NAME, --profile NAME, --endpoint-url URL   the store of this endpoint
  --store FILE         another store; see vaultop store --help
  --config FILE        another config file, with the objectives

A run is late if its backup is complete, but its job was created more than 15 minutes after it. Objectives follow from
the plans of that month; where these are not known, and for objectives of the config file, today's are used and marked.

Exit codes: 0 the report is written, whatever its contents, 1 it is not: the store has no rows, or the file cannot be
written, 2 usage.
`;
