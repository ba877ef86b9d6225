export const help = (): string => `vaultop completion: completes commands, flags and their values in a shell

  vaultop completion bash|zsh|fish     prints the script of that shell

For one session
  eval "$(vaultop completion bash)"          bash; also zsh, with zsh in place of bash
  vaultop completion fish | source           fish

For every session
  vaultop completion bash > ~/.local/share/bash-completion/completions/vaultop
  vaultop completion zsh > ~/.zfunc/_vaultop       where ~/.zshrc has: fpath=(~/.zfunc $fpath); autoload -U compinit; compinit
  vaultop completion fish > ~/.config/fish/completions/vaultop.fish

Completed are commands, verbs, lists, flags and the values they take; profiles from the files of the AWS CLI, contexts
and views from the config file, and vaults, plans and accounts from the store. AWS is not asked.

Exit codes: 0 printed, 1 failed, 2 usage.
`;
