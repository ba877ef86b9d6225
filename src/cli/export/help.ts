export const help =
  (): string => `vaultop export prometheus: what the store knows as metrics, for node_exporter's textfile collector

  vaultop export prometheus > FILE.prom
  vaultop export prometheus --output /var/lib/prometheus/node-exporter/vaultop.prom

Reads what collect, a dashboard or check has left in the store: nobody signs in, nothing is sent to AWS. A list whose
last response is older than three of its intervals counts as unknown: its series are left out. Of an account-Region
whose jobs are that old vaultop_up is 0, and it has no other series.

  --output FILE        writes beside FILE and renames, so that no reader sees half of it. Anybody may read the file:
                       node_exporter is another user
  --metrics-resources  the age of each resource, too: as many series as there are resources
  --account ID         only this account, or several; --region NAME likewise. Default: all that the store has
  --store FILE         another store; see vaultop store --help
  --endpoint-url URL, --profile NAME, --context NAME   the store of this address; see vaultop --help
  --config FILE        another config file: its objectives and mutes count

vaultop collect --metrics 127.0.0.1:9464 serves the same, with the calls of AWS.
Exit codes: 0 all of it is known, 1 some account-Region is not, 2 usage.
`;
