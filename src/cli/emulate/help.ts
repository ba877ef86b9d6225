export const help = (): string => `vaultop emulate: an AWS on this machine

  vaultop emulate [--port 4510] [--host 127.0.0.1]
  vaultop emulate --port 0 --estate medium --fault eu-west-1=deny

Serves AWS Backup, CloudTrail, CloudWatch, STS and other services on one address, for any credentials.
  AWS_ENDPOINT_URL=http://127.0.0.1:4510 AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x vaultop --region us-east-1

  --port N             the port; 0: a free port
  --host NAME          the address to listen on
  --seed TEXT          the seed of the generated data
  --now TIME           fix the clock at 2026-01-15T12:00:00Z
  --speed N            run the clock N times as fast
  --account DIGITS     the account id (123456789012)
  --estate SIZE        small (one account, three Regions, one finding of each kind, at any hour), medium (5 accounts
                       in 4 Regions), large (150 in 6, half a million jobs in 30 days), waves (as large as large,
                       with four faults that each affect many accounts, and no others) or types
                       (one resource of each type that AWS Backup restores)
  --state FILE         keep the changes by callers: read FILE at the start, and write it at the end
  --tls-cert FILE      serve https; requires --tls-key FILE
  --replay DIR         answer only from the recording of vaultop --record DIR
  --help-operations    list the support for each operation of AWS Backup

Faults
  --fault TARGET=KIND  can be repeated. TARGET: any of Region, service, operation and account, such as
                       eu-west-1/backup/ListBackupJobs, or *. A fault affects STS only if it names sts
                         deny deny-explicit deny-scp deny-boundary deny-endpoint expired-token invalid-token
                         clock-skew[:MINUTES] region-off not-offered throttle error-500 error-503 slow[:MS] hang
                         reset truncated malformed html[:STATUS] repeat-token empty-page changing-page
                         empty no-content no-members array number object-list (valid bodies without the list)
                         text-row (a text among the rows of each list)
                       KIND*3: only three calls
  --no-throttle        no rate limits; by default AWS's published rates apply, such as two LookupEvents a second
  --no-quirk NAME      all quirks of the real service except this one; --quirk NAME: only this one. Can be repeated
                         explicit-nulls scientific-timestamps restore-percent null-completion upper-case-ids
                         no-vault-type unknown-enums any-order missing-vault-denied
                       a quirk of other servers, only with --quirk: no-rule-id

Control API, in JSON
  GET, POST /_vaultop/faults   {"faults": ["eu-west-1=deny"]} sets faults; [] ends them
  GET, POST /_vaultop/clock    {"now": "2026-01-15T12:00:00Z"} pins, {"advanceSeconds": 3600} moves, {"run": true} releases
  POST      /_vaultop/happen   {"job": ID, "outcome": "FAILED", "message": TEXT} ends a job now
                               (scan jobs: also COMPLETED_WITH_ISSUES, THREATS_FOUND and CANCELED)
  POST      /_vaultop/policy   {"policy": {"Version": …, "Statement": […]}} denies what that IAM policy does not allow to
                               any caller, and iam:PassRole of AWS Backup's roles; {"policy": null} ends it
  POST      /_vaultop/reset    restores the initial estate
  GET, POST /_vaultop/state    saves and restores the changes by callers
  GET       /_vaultop/calls    counts calls by access key, operation, Region and status
`;
