import { Argument, type Command } from 'commander'
import { withExamples } from './command.ts'

/** Each asks the hidden command `complete` for what could come next; where that knows nothing, the shell offers files. */
const SCRIPTS = {
  bash: String.raw`_gittorrent() {
  COMPREPLY=()
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$(printf '%q' "$word")")
  done < <(gittorrent complete -- "${'${COMP_WORDS[@]:1:COMP_CWORD}'}" 2>/dev/null)
}
complete -o default -F _gittorrent gittorrent`,
  zsh: String.raw`#compdef gittorrent
_gittorrent() {
  local -a found
  found=("${'${(@f)$(gittorrent complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}'}")
  if [[ -n "${'${found[1]}'}" ]]; then compadd -- "${'${found[@]}'}"; else _files; fi
}
if [[ "${'${funcstack[1]}'}" == _gittorrent ]]; then _gittorrent "$@"; else compdef _gittorrent gittorrent; fi`,
  fish: String.raw`function __gittorrent_next
  set -l typed (commandline -opc)
  set -l found (gittorrent complete -- $typed[2..-1] "$(commandline -ct)" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c gittorrent -f -a '(__gittorrent_next)'`,
} as const

type Shell = keyof typeof SCRIPTS

export function addCompletion(program: Command): void {
  withExamples(program.command('completion'), [
    'eval "$(gittorrent completion bash)"   # in ~/.bashrc',
    'eval "$(gittorrent completion zsh)"    # in ~/.zshrc, after compinit',
    'gittorrent completion fish > ~/.config/fish/completions/gittorrent.fish',
  ])
    .description('print what makes a shell complete commands, options and names of projects')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(Object.keys(SCRIPTS)))
    .action((shell: Shell) => void process.stdout.write(`${SCRIPTS[shell]}\n`))
}
