export const help =
  (): string => `vaultop export prometheus: metrics from the store, for node_exporter's textfile collector

  vaultop export prometheus > FILE.prom
  vaultop export prometheus --output /var/lib/prometheus/node-exporter/vaultop.prom

Reads what collect, a dashboard or check has written to the store: no sign-in, no request to AWS. A list whose last
response is older than three of its intervals is unknown: its series are omitted. An account-Region whose jobs are that
old has vaultop_up 0 and no other series.

  --output FILE        write FILE in one step, by renaming, so that no reader sees a part of it. All users can read FILE:
                       node_exporter runs as another user
  --metrics-resources  also the age of each resource: one series for each resource
  --account ID         only this account, or several; --region NAME likewise. Default: all that the store has
  --store FILE         another store; see vaultop store --help
  --endpoint-url URL, --profile NAME, --context NAME   the store of this endpoint; see vaultop --help
  --config FILE        another config file, with the objectives and mutes

vaultop collect --metrics 127.0.0.1:9464 serves the same metrics, and those of calls to AWS.
Exit codes: 0 all account-Regions are known, 1 some are unknown, 2 usage.
`;
