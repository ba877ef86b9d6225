export const help = (): string => `vaultop completion: completes commands, flags and their values in a shell

  vaultop completion bash|zsh|fish     print the completion script of that shell

For one session
  eval "$(vaultop completion bash)"          bash; also zsh, with zsh in place of bash
  vaultop completion fish | source           fish

For every session
  vaultop completion bash > ~/.local/share/bash-completion/completions/vaultop
  vaultop completion zsh > ~/.zfunc/_vaultop       where ~/.zshrc has: fpath=(~/.zfunc $fpath); autoload -U compinit; compinit
  vaultop completion fish > ~/.config/fish/completions/vaultop.fish

It completes commands, verbs, lists, flags and their values: profiles from the files of the AWS CLI, contexts and views
from the config file, vaults, plans and accounts from the store. No request is sent to AWS.

Exit codes: 0 printed, 1 failed, 2 usage.
`;
