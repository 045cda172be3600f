import { Check, ChevronsUpDown, GitMerge } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { AutoMerge, Project } from '../../../shared/model.ts'
import { attempt, session, useOnline } from '../../store/app.ts'
import { Icon } from '../../ui/Icon.tsx'
import './heads.css'

const MODES: readonly { readonly mode: AutoMerge; readonly name: string; readonly what: string }[] = [
  { mode: 'off', name: 'Off', what: 'Commits are fetched; you merge them' },
  { mode: 'ff', name: 'Fast-forward only', what: 'While you have no commits of your own on the branch' },
  { mode: 'clean', name: 'Clean merges', what: 'Also merges what has no conflict; the rest waits for you' },
]

/** How much of others' commits is merged by itself. */
export function AutoMergeMenu({ project: { repoHash, autoMerge } }: { project: Project }) {
  const online = useOnline()
  const name = MODES.find(({ mode }) => mode === autoMerge)!.name
  const choose = (mode: string) =>
    void attempt(session.call('autoMerge', { project: repoHash, mode: mode as AutoMerge }))
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="select am" disabled={!online} aria-label={`Auto-merge: ${name}`}>
          <Icon of={GitMerge} />
          <span className="am-tx">
            <b>Auto-merge</b>
            <span>{name}</span>
          </span>
          <Icon of={ChevronsUpDown} size="s" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="pop am-pop" align="end" sideOffset={6}>
        <DropdownMenu.RadioGroup value={autoMerge} onValueChange={choose}>
          {MODES.map(({ mode, name, what }) => (
            <DropdownMenu.RadioItem key={mode} value={mode} className="it" textValue={name}>
              <span className="grow">
                <b className="fw5">{name}</b>
                <span className="t2">{what}</span>
              </span>
              <DropdownMenu.ItemIndicator>
                <Icon of={Check} size="s" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="sep" />
        <DropdownMenu.Label className="note">
          Only commits of people whose keys you compared. Only the checked-out branch moves, only while its
          files are committed; a conflict changes nothing. Each merge can be undone.
        </DropdownMenu.Label>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
