# A line of text for each finding, each list without an answer, and each followed job; at most 20. An empty
# digest is a line too, so that its absence means something.
[
  (if .digest == true and .findings == [] then "nothing needs attention" else empty end),
  (.findings // [] | .[] | "\(.severity): \(.text) (\(.account)/\(.region))"),
  (.unansweredLists // [] | .[] | "unknown: \(.list): \(.message) (\(.account)/\(.region))"),
  (.jobs // [] | .[]
    | "\(.kind) job \(.id): \(if .outcome == "unknown" then "its end is not known" else .state end)"
      + (.problem // .message | if . then ": \(.)" else "" end) + " (\(.accountId)/\(.region))")
]
| if length > 20 then .[:20] + ["and \(length - 20) more"] else . end
