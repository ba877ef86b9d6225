import { resources } from '../../resources/index.ts';
import type { HelpTopics } from '../help-topics.ts';
import { requestedIds } from './arguments.ts';

/** Without the details, the filters and the lists, which are parts of their own. */
export const helpTopics = (): HelpTopics => ({
  essential: `${flags}
More
  vaultop get LIST --help          the names and parameters of one list
  vaultop get --help filters       the terms of a filter
  vaultop get --help details       times past, the store, lists that are worked out, --watch
  vaultop get --help lists         all lists with their parameters
  vaultop get --help all           everything

${exitText}`,
  topics: {
    ...Object.fromEntries(
      requestedIds.flatMap((id) => [id, ...resources[id].aliases].map((name) => [name, () => `${listHelp(id)}\n`])),
    ),
    filters: () => filters,
    details: () => details,
    lists: listsText,
  },
});

export const help = (): string => [flags, details, filters, listsText(), exitText].join('\n');

const listsText = (): string => `Lists and their parameters
${requestedIds.map(listHelp).join('\n')}
`;

const exitText = `Exit codes: 0 all answered, even if there is nothing, 1 some account or Region did not, printed to stderr, 2 usage.
`;

const flags = `vaultop get: one list as text, for scripts and pipes

  vaultop get                      the lists there are
  vaultop get LIST [options]       its rows, over all accounts and Regions asked for
  vaultop get jobs --state FAILED --filter '!ontap age:<2d' --sort -age -o csv

  -o, --output FORM    table (default), wide, json, jsonl or csv; --json is -o json
  -f, --filter TEXT    the rows that the same filter leaves on screen; see --help filters
  --sort COLUMN        by the id of a column; -COLUMN the other way round. Rows come out only when all are there
  --columns NAMES      these columns in this order, by their ids; in json, jsonl and csv these members. Wrong names are
                       answered with all there are
  --limit N            no more rows than that
  --no-headers         rows only
  --print-url          the account and the address in AWS's console of each row that has a page there, and nothing else
  --max-age SPAN       takes the rows from the store, without asking AWS for them, where every account and Region was
                       answered whole no longer ago than that, for the same parameters: 5m, 1h. Without it AWS is asked
  --since TIME         rows of that time or later: 24h, 60d, 2026-09-01, 2026-09-01T12:00Z (UTC). Of jobs and events also
                       those that AWS no longer lists, from the store; what the store does not know is printed to stderr
  --until TIME         rows before that time
  --at TIME            the rows of a past time from the store, without asking AWS for them: 05:40, "yesterday 05:00", "3h ago",
                       2026-11-27T05:40Z. Where the store has no answer from then, stderr says so, and the exit code is 1
  --grouped            attention as on the screen: findings of one cause, actor or rule, in whichever accounts and Regions,
                       are one row with their number. Without it each finding is a row; its cause names its group
  --totals GROUP       of coverage, how many resources are protected and how many in each other state, per type, account,
                       region, state or tag:KEY, instead of the rows. --sort takes group, total, protected or a state
  -w, --watch          goes on with each change: added, changed or gone. Ends with ctrl-c, or with who reads it
  --events-queue URL   with --watch: jobs move as AWS tells of them. One queue serves one reader: not the dashboard's
  --param NAME=VALUE   narrows what AWS is asked for. Each is a flag too: vaultName is --vault-name, and --vault
  and the flags that say where to look: --profile, --role-arn, --region, --context …; see vaultop --help
`;

const details = `jsonl and csv are written row by row as AWS answers. Both, and json, hold whole ids, times in ISO 8601 and sizes in
bytes. In csv a text that a spreadsheet would run as a formula begins with '.

What AWS answers is kept in the store, as the dashboard keeps it: see vaultop store --help. --no-store keeps nothing,
--store FILE names another one. The age of the rows of --max-age is printed to stderr.

What AWS gives no list of (accounts, attention, protection, copy-routes, timeline, upcoming-runs, runs, storage, actors,
coverage) is worked out from its lists, which are all asked for once: the rows and their order are the screen's. They do
not go with --watch. Of attention each finding is a row of its own, as in findings, which has muted ones too; --grouped
gives the lines of the screen.

changes are the versions in the store, told as changes: which jobs ended, what was created, changed and deleted, which
findings began and ended, of the last 24 hours or of --since. AWS's lists are asked for once before. --list and --key
take the versions of one row.

--watch asks at the dashboard's pace. A table tells the rows that changed once more, csv has the change before them, jsonl
is {"change": "added", "at": "…", "row": {…}} for each, and json an array of those for what came at a time. --sort and
--limit are for the rows that are there at the beginning. Failures to answer, and their ends, are printed to stderr;
the exit code says whether all answered in the end.
`;

const filters = `Filters have terms with spaces between them; all must hold
  prod                 a text in the names, ids, ARNs, types, states and messages of a row, its account or Region
  vault:prod           a text in a column, by the id of the column; a state is written out: state:failed
  vault:"two words"    a value with spaces
  since:24h            rows of that time or later, as with --since; until:2026-10-01 rows before that time
  age:<2h              a column compared by < <= > >= =: age:<2h, size:>1GB, took:>90m, percent:<50
  /expression/         a regular expression for one of those texts; ~expression takes the rest of the line
  !term                the inverse of a term
`;

function listHelp(id: (typeof requestedIds)[number]): string {
  const { aliases, params } = resources[id];
  const names = Object.entries(params).map(([name, what]) => `      ${name.padEnd(18)} ${what}`);
  return [`  ${id.padEnd(28)} ${aliases.join(' ')}`, ...names].join('\n');
}
