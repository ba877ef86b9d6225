import { logLevelHelp } from '../options/log-level.ts';
import { whereHelp } from '../options/where.ts';
import { listSubcommands } from '../subcommands.ts';

export const help = (): string => `vaultop: top for AWS Backup

  vaultop [options]           the live dashboard
  vaultop --profile prod --region eu-west-1 --region us-east-1
  vaultop --demo              the same on an embedded AWS: no account needed
  vaultop --once [-o json]    one snapshot of the overview as text or JSON; --json is -o json
${listSubcommands()}

See vaultop COMMAND --help for each. The flags that say where to look may also stand before COMMAND.

Where to look
${whereHelp}
  --context NAME       a context of the config file: the values of flags that are not given
  --config FILE        another config file than ~/.config/vaultop/config.yaml; see vaultop config --help

Changes
  --write              allow actions to change AWS; without it no changing request leaves this machine
  --no-write           read-only, whatever a context allows
  --dry-run            show actions as AWS CLI commands, and send nothing

Data
  --events-queue URL   an SQS queue of live events; repeatable, or with commas. See vaultop events --help
  --no-cloudwatch      no CloudWatch metrics, which cost $0.01 per 1,000; --cloudwatch: with them, against a context
  --store FILE         keep rows and their history in this file; see vaultop store --help
  --no-store           keep them in a temporary file that is deleted at the end
  --no-cache           --no-store, and no last screen for the next start; see vaultop cache --help
  --open FILE          show an extract of vaultop store export: no request to AWS, no changes
  --fault REGION=KIND  with --demo: make a Region deny, hang or slow
  --estate SIZE        with --demo: small, medium (five accounts), large, waves or types; --demo --org: the medium one
  --speed N            with --demo: its clock runs N times as fast, and ages follow it

Start screen
  --at TIME            a past time, from the store: 05:40, "yesterday 05:00", 2026-11-27T05:40Z, "3h ago". :now returns to
                       the present; with --once only sts:GetCallerIdentity is called
  --view NAME          a list, such as runs, or a saved view; --filter, --sort and --param NAME=VALUE narrow it.
                       Y in the dashboard copies the command for the view on screen

Appearance
  --theme NAME         dark, light, high-contrast, color-blind, mono, or one of the config file
  --mouse              wheel: scroll, click: select, second click: open; with shift the terminal handles the mouse
  --screen-reader      announce changes as plain lines, and draw nothing; also INK_SCREEN_READER=true

Notifications
  --bell off|on|desktop     on new findings: terminal bell or desktop notification. Default: off
  --notify-command PROGRAM  gets new, worse, larger and returned findings, and followed jobs, as JSON on stdin
  --memory NAME             name under which past notifications are remembered. Default: dashboard

${logLevelHelp}
  -h, --help           this text
  -v, --version        the version

Without a terminal on stdout it writes one snapshot and exits. On a terminal, long help and tables are shown by PAGER
(default: less); PAGER=cat prints them directly.
Exit codes: 0 success, 1 failed, 2 usage.
`;
