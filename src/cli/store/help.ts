export const help = (): string => `vaultop store: the history that is kept on this machine

  vaultop store path                 where it lies
  vaultop store info [-o json]       its size, what is in it by list, and how far back it reaches
  vaultop store check [-o json]      whether the file and what is in it are whole
  vaultop store prune                removes at once what goes beyond the limits; the program does so by itself
  vaultop store clear                removes everything
  vaultop store clear --account ID   removes what is kept of an account, or of several
  vaultop store export --from 04:00 --to 08:00 --output night.vaultop
                                     what it knew of that time, as a file to share: vaultop --open night.vaultop
  vaultop store info --endpoint-url http://127.0.0.1:4510

There is one file for AWS and one for each other address, readable to you alone: $XDG_STATE_HOME/vaultop/stores, or
~/.local/state/vaultop/stores. Where that lies on a network file system it is /var/tmp/vaultop-UID.
Nothing of credentials is in it. The dashboard, get and check write what AWS answers to it; where the dashboard starts, its
rows stand on the screen with their age until AWS has answered. vaultop cache clear removes everything in it, too.

  --from TIME, --to TIME   of export: 04:00, yesterday 23:30, 3h ago, 2026-11-27T05:40Z; --to is now if it is not given.
                           Times without a zone are in the timezone of the config file, else UTC
  -o json                  of info and check: for scripts; --json is the same
  --output FILE            of export: a new file, readable to you alone; else it goes to stdout, never to a terminal
  --anonymize          of export: accounts, names, ids, ARNs, tags, persons and addresses are replaced at random, the same by
                       the same; what cannot be classified is left out. States, times, sizes and AWS's own words stay
  --store FILE         another file; also for the dashboard, get and check
  --no-store           for those: a temporary file that ends with the program; --no-cache: and no last screen either
  --endpoint-url URL, --profile NAME, --context NAME   the store of this address; see vaultop --help
  --config FILE        another config file

Limits, in the config file, whichever comes first: history: { keep: 400d, maxSize: 2GB }. The file never takes more than
a tenth of the free space of its disk. What AWS still lists always stays: jobs of 30 days, and all that exists.
Exit codes: 0 done, 1 failed, not whole, or still too large, 2 usage.
`;
