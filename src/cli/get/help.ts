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

  vaultop get                      the names of all lists
  vaultop get LIST [options]       the rows of one list, in all given accounts and Regions
  vaultop get jobs --state FAILED --filter '!ontap age:<2d' --sort -age -o csv

  -o, --output FORM    table (default), wide, json, jsonl or csv; --json is -o json
  -f, --filter TEXT    rows that match the filter, as on screen; see --help filters
  --sort COLUMN        sort by the id of a column; -COLUMN: descending. Rows are printed when all have arrived
  --columns NAMES      these columns in this order, by their ids; in json, jsonl and csv these members. A wrong name is
                       refused with the list of all names
  --limit N            at most N rows
  --no-headers         no header line
  --print-url          only the account and the URL in AWS's console of each row that has a page there
  --max-age SPAN       rows from the store, without a request to AWS, if the responses of all accounts and Regions to the
                       same parameters are complete and not older than SPAN: 5m, 1h. Default: ask AWS
  --since TIME         rows of that time or later: 24h, 60d, 2026-09-01, 2026-09-01T12:00Z (UTC). Of jobs and events also
                       those that AWS no longer lists, from the store; what the store does not know is printed to stderr
  --until TIME         rows of before that time
  --at TIME            rows of a past time from the store, without a request to AWS: 05:40, "yesterday 05:00", "3h ago",
                       2026-11-27T05:40Z. If the store has no response of then, stderr says so, and the exit code is 1
  --grouped            of attention, one row for each group of findings with the same cause, actor or rule in any account
                       and Region, with their number, as on screen. Default: one row for each finding, with its cause
  --totals GROUP       of coverage, the number of resources in each state by type, account, region, state or tag:KEY,
                       instead of the rows. --sort takes group, total, protected or a state
  -w, --watch          print each change: added, changed or gone, until ctrl-c or the end of the reading program
  --events-queue URL   with --watch: read job events from this SQS queue. Each reader needs its own queue
  --param NAME=VALUE   narrow the request to AWS. Each parameter is also a flag: vaultName is --vault-name, and --vault
  and the flags that say where to look: --profile, --role-arn, --region, --context …; see vaultop --help
`;

const details = `jsonl and csv are written row by row as AWS answers. json, jsonl and csv have full ids, times in ISO 8601 and sizes in
bytes. In csv a text that a spreadsheet would evaluate as a formula begins with '.

AWS's responses are kept in the store, as by the dashboard: see vaultop store --help. --no-store keeps nothing, --store
FILE names another store. The age of the rows of --max-age is printed to stderr.

accounts, attention, protection, copy-routes, timeline, upcoming-runs, runs, storage, actors and coverage are derived
from lists of AWS, each requested once; rows and order are those of the screen. They cannot be used with --watch.
attention has one row for each finding, as findings, which has muted ones as well; --grouped prints the lines of the
screen.

changes lists what the store recorded in the last 24 hours, or since --since: ended jobs, created, changed and deleted
objects, new and ended findings. AWS's lists are requested once before. --list and --key select the versions of one row.

--watch polls at the intervals of the dashboard. A table prints each changed row again, csv puts the change in front of
the row, jsonl prints {"change": "added", "at": "…", "row": {…}} for each, and json an array of those that came
together. --sort and --limit apply to the rows at the start. Failures, and their ends, are printed to stderr; the exit
code says whether all accounts and Regions answered in the end.
`;

const filters = `Filters are terms separated by spaces; a row must match all of them
  prod                 a text in the names, ids, ARNs, types, states and messages of a row, its account or Region
  vault:prod           a text in a column, by the id of the column; states in full: state:failed
  vault:"two words"    a value with spaces
  since:24h            rows of that time or later, as with --since; until:2026-10-01: rows of before that time
  age:<2h              a column compared by < <= > >= =: age:<2h, size:>1GB, took:>90m, percent:<50
  /expression/         a regular expression for one of those texts; ~expression: up to the end of the line
  !term                the inverse of a term
`;

function listHelp(id: (typeof requestedIds)[number]): string {
  const { aliases, params } = resources[id];
  const names = Object.entries(params).map(([name, what]) => `      ${name.padEnd(18)} ${what}`);
  return [`  ${id.padEnd(28)} ${aliases.join(' ')}`, ...names].join('\n');
}
