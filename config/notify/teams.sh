#!/bin/sh
# Sends what vaultop notifies of to Microsoft Teams. Needs curl, jq and TEAMS_WEBHOOK_URL, the address of a workflow
# "Post to a channel when a webhook request is received".
#   vaultop --notify-command config/notify/teams.sh
#   vaultop check --new-only -o json | config/notify/teams.sh
set -eu
: "${TEAMS_WEBHOOK_URL:?is not set}"
# Each line is a plain text, in which Markdown means nothing: https://adaptivecards.io/explorer/RichTextBlock.html
message=$(jq "$(cat "$(dirname "$0")/lines.jq")"'
  | if . == [] then empty else {
      type: "message",
      attachments: [{
        contentType: "application/vnd.microsoft.card.adaptive",
        content: {
          "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: map({ type: "RichTextBlock", inlines: [{ type: "TextRun", text: . }] })
        }
      }]
    } end')
[ -n "$message" ] || exit 0
printf '%s' "$message" |
  curl -fsS --max-time 30 -H 'Content-Type: application/json' --data-binary @- "$TEAMS_WEBHOOK_URL" > /dev/null
