import { Dialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'

const GROUPS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['Mod K', 'Command palette: everything by its name'],
      ['Mod 1', 'Nearby'],
      ['Mod 2', 'Activity'],
      ['Mod 3', 'First project, and so on'],
      ['Mod ,', 'Settings'],
      ['Mod L', 'Join by link'],
      ['Mod Shift P', 'Publish a project'],
      ['Mod Z', 'Undo the last merge'],
      ['?', 'These shortcuts'],
      ['Esc', 'Close, clear, back'],
    ],
  },
  {
    title: 'Nearby',
    keys: [
      ['J K', 'Move, as ↓ and ↑ do'],
      ['Enter', 'Join or open'],
      ['Space', 'Look inside before joining'],
      ['→', 'Unfold people'],
      ['←', 'Fold people'],
      ['/', 'Filter'],
      ['C', 'Copy link'],
    ],
  },
  {
    title: 'A project',
    keys: [
      ['G C', 'Commits: G, then C'],
      ['G P', 'People: G, then P'],
      ['G S', 'Swarm: G, then S'],
      ['G F', 'Files: G, then F'],
      ['B', 'Switch the branch whose files are shown'],
      ['J K', 'Move'],
      ['M', 'Merge what is new, or the person’s'],
      ['O', 'Check out the person’s head'],
      ['Shift M', 'Mute or unmute the person'],
      ['Y', 'Copy the commit’s hash'],
      ['Shift P', 'Publish my heads'],
      ['C', 'Copy link'],
      ['E', 'Open in editor'],
      ['T', 'Open terminal here'],
      ['D', 'Show folder'],
    ],
  },
]

/** What `?` shows. */
export function Shortcuts({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keyboard shortcuts" className="wide" onClose={onClose}>
      <div className="keylist">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    <Kbd keys={key} />
                    <span className="vh">{key}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
