export const help = (): string => `vaultop store: the history that is kept on this machine

  vaultop store path                 the path of its file
  vaultop store info [-o json]       its size, its rows by list, and the begin of its history
  vaultop store check [-o json]      check the file and its rows for damage
  vaultop store prune                remove now what exceeds the limits; vaultop also does so regularly
  vaultop store clear                remove everything
  vaultop store clear --account ID   remove the rows of an account, or of several
  vaultop store export --from 04:00 --to 08:00 --output night.vaultop
                                     write the rows of that time to a file to share: vaultop --open night.vaultop
  vaultop store info --endpoint-url http://127.0.0.1:4510

There is one file for AWS and one for each endpoint URL, which only you can read: in $XDG_STATE_HOME/vaultop/stores, or
~/.local/state/vaultop/stores. If that is on a network file system, the store is in /var/tmp/vaultop-UID.
The store has no credentials. The dashboard, get and check write AWS's responses to it; a starting dashboard shows its
rows with their age until AWS has answered. vaultop cache clear removes everything in it as well.

  --from TIME, --to TIME   of export: 04:00, yesterday 23:30, 3h ago, 2026-11-27T05:40Z. Default of --to: now.
                           Times without a zone are in the timezone of the config file, or UTC
  -o json                  of info and check: for scripts; --json is the same
  --output FILE            of export: a new file that only you can read. Default: stdout, unless it is a terminal
  --anonymize          of export: replace accounts, names, ids, ARNs, tags, persons and addresses at random, equal values
                       by equal ones, and omit what cannot be classified. States, times, sizes and AWS's texts stay
  --store FILE         another file; also for the dashboard, get and check
  --no-store           for those: a temporary file that is deleted at the end; --no-cache: also no last screen
  --endpoint-url URL, --profile NAME, --context NAME   the store of this endpoint; see vaultop --help
  --config FILE        another config file

Limits in the config file, whichever is reached first: history: { keep: 400d, maxSize: 2GB }. The file never exceeds a
tenth of the free space of its disk. Rows that AWS still lists always stay: jobs of 30 days, and existing objects.
Exit codes: 0 done, 1 failed, damaged, or still too large, 2 usage.
`;
