# bash completion for vaultop: eval "$(vaultop completion bash)"
_vaultop() {
  local line="${COMP_LINE:0:COMP_POINT}" program="${COMP_WORDS[0]/#\~/$HOME}"
  local words=() count=0 index gap raw prefix value help
  for ((index = 0; index <= COMP_CWORD; index++)); do
    gap="${line%%[^[:space:]]*}"
    line="${line#"$gap"}"
    raw="${line:0:${#COMP_WORDS[index]}}"
    line="${line#"$raw"}"
    if [[ -n $gap || $index -eq 0 ]]; then
      words[count]="$raw"
      count=$((count + 1))
    else
      words[count - 1]+="$raw"
    fi
  done
  [[ $raw == [=:] ]] && raw=
  prefix="${words[count - 1]%"$raw"}"
  type -P -- "$program" >/dev/null || program=vaultop
  COMPREPLY=()
  while IFS= read -r value && { IFS= read -r help || true; }; do
    value="${value#"$prefix"}"
    [[ $value == *[!A-Za-z0-9_.,:/=@+%-]* ]] && printf -v value %q "$value"
    COMPREPLY+=("$value")
  done < <("$program" __complete -- "${words[@]:1}" 2>/dev/null)
  if [[ ${COMPREPLY[0]-} == :files ]]; then
    COMPREPLY=()
    compopt -o default 2>/dev/null
  fi
}
complete -F _vaultop vaultop
