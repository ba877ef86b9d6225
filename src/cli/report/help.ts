export const help = (): string => `vaultop report: what was backed up in a month, for those who ask for evidence

  vaultop report --month 2026-10 --output october.html
  vaultop report --month 2026-10 --format csv --account 111122223333

For each resource: its objective, the scheduled runs and how many were met, late, failed (with the cause) or missed, the
longest time without a backup, the newest recovery point at the end of the month, the copies that were promised and that
arrived, the last restore, and whether plans cover it. Then the changes of vault locks and the deletions with who made
them, when the program watched, and what is not known of the month, and why.

It is read out of the store that the dashboard, check and get keep: nobody signs in, and nothing is sent to AWS. AWS
lists jobs for thirty days: a month is known if the program ran within thirty days after each of its days.

  --month YYYY-MM      default: the last month that is over
  --timezone ZONE      in which zone the month begins and ends: an IANA name, or local. Default: UTC
  --format FORMAT      md (default), html: one file that needs no other and prints well, csv: a line for each resource,
                       json: everything, as config/report.schema.json of the package describes it; -o json and --json
                       are the same
  -o, --output FILE    a file that only you can read, in place of stdout; without --format its name says the format
  --force              over an existing file
  --account ID         only this account, or several; --region NAME likewise. Default: all that the store has
  --context NAME, --profile NAME, --endpoint-url URL   the store of this address
  --store FILE         another store; see vaultop store --help
  --config FILE        another config file, whose objectives count

A run is late if its backup is complete, but its job came more than 15 minutes after it. Objectives follow from the plans
as they were in the month; where that is not known, and for objectives of the config file, today's count, and are marked.

Exit codes: 0 the report is made, whatever it says, 1 it is not: there is nothing in the store, or the file cannot be
written, 2 usage.
`;
