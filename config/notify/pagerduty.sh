#!/bin/sh
# Triggers an alert of PagerDuty for each finding. Needs curl, jq and PAGERDUTY_ROUTING_KEY, the integration key of an
# Events API v2 integration. The same finding is the same alert; resolve it in PagerDuty.
#   vaultop --notify-command config/notify/pagerduty.sh
#   vaultop check --new-only -o json | config/notify/pagerduty.sh
set -eu
: "${PAGERDUTY_ROUTING_KEY:?is not set}"
url=${PAGERDUTY_URL:-https://events.pagerduty.com/v2/enqueue}
# The key is no argument of a program, since other users can read those.
export PAGERDUTY_ROUTING_KEY
# https://developer.pagerduty.com/docs/send-alert-event: a summary has at most 1024 characters, a dedup_key 255.
events=$(jq -c '
  def event(key; summary; severity; source; details): {
    routing_key: env.PAGERDUTY_ROUTING_KEY,
    event_action: "trigger",
    dedup_key: ("vaultop " + key)[-255:],
    payload: { summary: summary[:1024], source: source, severity: severity, custom_details: details }
  };
  { critical: "critical", warning: "warning", notice: "info" } as $severities
  | (.findings // [] | .[]
      | event(.id; .text; $severities[.severity]; "\(.account)/\(.region)"; .)),
    (.unansweredLists // [] | .[]
      | event("unknown \(.account) \(.region) \(.list)"; "unknown: \(.list): \(.message)"; "warning"; "\(.account)/\(.region)"; .)),
    (.jobs // [] | .[] | select(.outcome != "completed")
      | (if .outcome == "unknown" then "its end is not known" else .state end) as $state
      | event("job \(.id)"; "\(.kind) job \(.id): \($state)"; "error"; "\(.accountId)/\(.region)"; .))')
[ -n "$events" ] || exit 0
printf '%s\n' "$events" | while IFS= read -r event; do
  printf '%s' "$event" | curl -fsS --max-time 30 -H 'Content-Type: application/json' --data-binary @- "$url" > /dev/null
done
