import { Search } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useApp } from '../../store/app.ts'
import { focusOwner } from '../../ui/focus-owner.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { shown } from '../../../shared/text.ts'
import { Tile } from '../../ui/Tile.tsx'
import { projectsByName } from '../projects/by-name.ts'
import { commandsOf } from './commands.ts'
import { PaletteOption } from './PaletteOption.tsx'
import { rank } from './rank.ts'
import { useFoundCommits } from './useFoundCommits.ts'
import './palette.css'

/** Everything that the app can do, by its name: type, choose, Enter. Tab changes the project that is meant. */
export function Palette({ onClose }: { onClose(): void }) {
  const app = useApp((state) => state)
  const projects = projectsByName(app.state)
  const [opener] = useState(focusOwner)
  const [query, setQuery] = useState('')
  const [meant, setMeant] = useState(() => (app.view.name === 'project' ? app.view.repoHash : ''))
  const project = projects.find(({ repoHash }) => repoHash === meant) ?? null
  const commits = useFoundCommits(project, query)
  const sections = [...rank(commandsOf(app, project), query), ...commits]
  const found = sections.flatMap((section) => section.found)
  // The list may change beneath while one reads: what was chosen stays chosen, by its name.
  const [chosenId, setChosenId] = useState<string | null>(null)
  const at = Math.max(
    0,
    found.findIndex(({ command }) => command.id === chosenId),
  )
  const chosen = found[at]
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen?.command.id])

  const run = (work: (() => void) | undefined) => {
    if (!work) return
    onClose()
    // The palette is gone then, and focus is back: what opens now returns it there.
    setTimeout(work)
  }
  const type = (next: string) => {
    setQuery(next)
    setChosenId(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      setChosenId(found[(at + step + found.length) % Math.max(1, found.length)]?.command.id ?? null)
    } else if (event.key === 'Tab' && projects.length > 0) {
      const now = projects.findIndex(({ repoHash }) => repoHash === meant)
      const next = event.shiftKey ? Math.max(now, 0) - 1 : now + 1
      setMeant(projects.at(next % projects.length)!.repoHash)
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) onClose()
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(chosen?.command.run)
    else return
    event.preventDefault()
  }

  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <div className="scrim top">
          <Primitive.Content
            className="dialog cp"
            aria-modal="true"
            aria-describedby={undefined}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              opener?.focus()
            }}
          >
            <Primitive.Title className="vh">Command palette</Primitive.Title>
            <div className="in">
              <Icon of={Search} />
              <input
                role="combobox"
                aria-label="Search commands"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls={`${id}-list`}
                aria-activedescendant={chosen ? `${id}-${at}` : undefined}
                placeholder="What do you want to do?"
                spellCheck={false}
                autoComplete="off"
                maxLength={100}
                value={query}
                onChange={(event) => type(event.target.value)}
                onKeyDown={onKeyDown}
              />
              {project && (
                <span className="pill meant">
                  <Tile repoHash={project.repoHash} size={16} />
                  <span className="vh">In </span>
                  {shown(project.name, 30)}
                </span>
              )}
            </div>
            <div className="results" id={`${id}-list`} role="listbox" aria-label="Results" ref={list}>
              {sections.map(({ title, found: ofSection }) => (
                <div key={title} role="group" aria-label={title}>
                  <div className="g" aria-hidden="true">
                    {title}
                  </div>
                  {ofSection.map((each) => (
                    <PaletteOption
                      key={each.command.id}
                      id={`${id}-${found.indexOf(each)}`}
                      found={each}
                      chosen={each === chosen}
                      onChoose={() => setChosenId(each.command.id)}
                      onRun={() => run(each.command.run)}
                    />
                  ))}
                </div>
              ))}
            </div>
            <p className={found.length > 0 ? 'vh' : 'none'} role="status">
              {found.length === 0 ? `Nothing is called “${query.trim()}”. Try another word for it.` : ''}
            </p>
            <footer>
              <span>
                <Kbd keys="↑ ↓" /> move
              </span>
              <span>
                <Kbd keys="Enter" /> run
              </span>
              {projects.length > 0 && (
                <span>
                  <Kbd keys="Tab" /> {project ? 'change project' : 'choose a project'}
                </span>
              )}
              <span className="sp" />
              <span>
                <Kbd keys="Esc" /> close
              </span>
            </footer>
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
