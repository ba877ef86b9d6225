# fish completion for vaultop: vaultop completion fish | source
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
