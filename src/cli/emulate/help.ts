export const help = (): string => `vaultop emulate: an AWS that lives on this machine

  vaultop emulate [--port 4510] [--host 127.0.0.1]

Answers AWS Backup, CloudTrail, CloudWatch, STS and Account on one address. Any credentials do.
  AWS_ENDPOINT_URL=http://127.0.0.1:4510 AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x vaultop --region us-east-1

  --port N             0 takes a free one
  --host NAME          what to listen on
  --seed TEXT          another seed, another estate
  --now TIME           pins the clock: 2026-01-15T12:00:00Z
  --speed N            a second lasts N seconds
  --account DIGITS     the account's id (123456789012)
  --estate SIZE        small (one account, three Regions, one trouble of each kind, at any hour), medium (5 accounts
                       in 4 Regions), large (150 in 6, half a million jobs in 30 days) or waves (as large, and nothing
                       goes wrong but four causes that strike many accounts at once)
  --state FILE         keeps what callers make of it: reads FILE at the start, writes it at the end
  --tls-cert FILE      serves https; --tls-key FILE goes with it
  --help-operations    what becomes of each operation of AWS Backup

What goes wrong
  --fault WHERE=KIND   again for more. WHERE: any of Region, service, operation and account, such as
                       eu-west-1/backup/ListBackupJobs, or *. STS fails only where it is named
                         deny deny-explicit deny-scp deny-boundary deny-endpoint expired-token invalid-token
                         clock-skew[:MINUTES] region-off not-offered throttle error-500 error-503 slow[:MS] hang
                         reset truncated malformed html[:STATUS] repeat-token empty-page changing-page
                         empty no-content no-members array number object-list (bodies that parse and lack the list)
                         text-row (a text among the rows of each list)
                       KIND*3 happens three times
  --no-throttle        answers however often it is asked; else AWS's published rates hold, LookupEvents twice a second
  --no-quirk NAME      all of the real service's quirks but this; --quirk NAME: none but this. Again for more
                         explicit-nulls scientific-timestamps restore-percent null-completion upper-case-ids
                         no-vault-type unknown-enums any-order missing-vault-denied
                       of other servers, by --quirk alone: no-rule-id

While it runs, all in JSON
  GET, POST /_vaultop/faults   {"faults": ["eu-west-1=deny"]}; [] ends them
  GET, POST /_vaultop/clock    {"now": "2026-01-15T12:00:00Z"} pins, {"advanceSeconds": 3600} moves, {"run": true} goes on
  POST      /_vaultop/happen   {"job": ID, "outcome": "FAILED", "message": TEXT}: it ends so, now
                               (scans: COMPLETED_WITH_ISSUES, THREATS_FOUND and CANCELED too)
  POST      /_vaultop/reset    all as it was at the start
  GET, POST /_vaultop/state    what callers made of it, to be kept and given back
  GET       /_vaultop/calls    who called what, where and how often
`;
