#!/bin/sh
# Sends what vaultop notifies of to Slack. Needs curl, jq and SLACK_WEBHOOK_URL, the address of an incoming webhook.
#   vaultop --notify-command config/notify/slack.sh
#   vaultop check --new-only -o json | config/notify/slack.sh
set -eu
: "${SLACK_WEBHOOK_URL:?is not set}"
message=$(jq "$(cat "$(dirname "$0")/lines.jq")"'
  # A name must be no mention and no link: https://docs.slack.dev/messaging/formatting-message-text
  | map(gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;"))
  | if . == [] then empty else { text: join("\n") } end')
[ -n "$message" ] || exit 0
printf '%s' "$message" |
  curl -fsS --max-time 30 -H 'Content-Type: application/json' --data-binary @- "$SLACK_WEBHOOK_URL" > /dev/null
