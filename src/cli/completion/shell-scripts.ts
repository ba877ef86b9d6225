// The scripts that connect `vaultop __complete` to a shell. They are the same for every version: the program that is
// installed knows its commands.

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name);

/**
 * bash breaks words at `=` and `:` as well, and replaces only what follows them:
 * https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html#index-COMP_005fWORDBREAKS
 * The words are joined again where the line has no blank between them. bash inserts a candidate as it is, so that names
 * with other characters are quoted here. Works with bash 3.2, the one of macOS.
 */
const bash = String.raw`# bash completion for vaultop: eval "$(vaultop completion bash)"
_vaultop() {
  local line="${'$'}{COMP_LINE:0:COMP_POINT}" program="${'$'}{COMP_WORDS[0]/#\~/$HOME}"
  local words=() count=0 index gap raw prefix value help
  for ((index = 0; index <= COMP_CWORD; index++)); do
    gap="${'$'}{line%%[^[:space:]]*}"
    line="${'$'}{line#"$gap"}"
    raw="${'$'}{line:0:${'$'}{#COMP_WORDS[index]}}"
    line="${'$'}{line#"$raw"}"
    if [[ -n $gap || $index -eq 0 ]]; then
      words[count]="$raw"
      count=$((count + 1))
    else
      words[count - 1]+="$raw"
    fi
  done
  [[ $raw == [=:] ]] && raw=
  prefix="${'$'}{words[count - 1]%"$raw"}"
  type -P -- "$program" >/dev/null || program=vaultop
  COMPREPLY=()
  while IFS= read -r value && { IFS= read -r help || true; }; do
    value="${'$'}{value#"$prefix"}"
    [[ $value == *[!A-Za-z0-9_.,:/=@+%-]* ]] && printf -v value %q "$value"
    COMPREPLY+=("$value")
  done < <("$program" __complete -- "${'$'}{words[@]:1}" 2>/dev/null)
  if [[ ${'$'}{COMPREPLY[0]-} == :files ]]; then
    COMPREPLY=()
    compopt -o default 2>/dev/null
  fi
}
complete -F _vaultop vaultop
`;

const zsh = String.raw`#compdef vaultop
# zsh completion for vaultop: eval "$(vaultop completion zsh)"
_vaultop() {
  local program="${'$'}{(Q)words[1]}" value help
  local -a lines shown
  (( $+commands[$program] )) || [[ $program == */* ]] || program=vaultop
  lines=("${'$'}{(@f)$("$program" __complete -- "${'$'}{(@Q)words[2,CURRENT-1]}" "${'$'}{(Q)PREFIX}" 2>/dev/null)}")
  if [[ $lines[1] == :files ]]; then
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    _files
    return
  fi
  for value help in "$lines[@]"; do
    [[ -n $value ]] && shown+=("${'$'}{value//:/\\:}:$help")
  done
  (( $#shown )) && _describe -V vaultop shown
}
if [[ $funcstack[1] == _vaultop ]]; then _vaultop "$@"; else compdef _vaultop vaultop; fi
`;

const fish = String.raw`# fish completion for vaultop: vaultop completion fish | source
function __vaultop_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    type -q -- $program; or set program vaultop
    set -l lines ($program __complete -- $words "$current" 2>/dev/null)
    if test "$lines[1]" = :files
        set -l flag (string match -r -- '^--[^=]*=' $current)
        for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
            printf '%s%s\n' "$flag" $path
        end
        return
    end
    while set -q lines[1]
        printf '%s\t%s\n' $lines[1] "$lines[2]"
        set -e lines[1]
        set -e lines[1]
    end
end
complete -c vaultop -f -a '(__vaultop_complete)'
`;

export const shellScripts: Readonly<Record<Shell, string>> = { bash, zsh, fish };
