import {
  Copy,
  GitBranch,
  GitMerge,
  LogOut,
  Pause,
  Play,
  Share2,
  UserX,
  Volume2,
  Users,
  QrCode,
} from 'lucide-react'
import type { AutoMerge, Project, RemotePerson, RemoteRef } from '../../../shared/model.ts'
import { attempt, copy, go, session, store } from '../../store/app.ts'
import { plural, shown } from '../../../shared/text.ts'
import { togglePublishing } from '../heads/PublishToggle.tsx'
import { setPaused } from '../nearby/actions.ts'
import { checkOut, merge, setMuted } from '../people/actions.ts'
import { blockedBy, forecastText, mergeBlockedBy, offersMerge } from '../people/forecast.ts'
import { hasClone, OPENERS, openWith } from '../projects/open-with.ts'
import type { Command } from './command.ts'

const AUTO_MERGES: readonly (readonly [AutoMerge, string])[] = [
  ['off', 'Merge nothing by itself'],
  ['ff', 'Auto-merge fast-forwards'],
  ['clean', 'Auto-merge whatever has no conflict'],
]

/** What can be done in a project: the newest heads of others before all. */
export function projectCommands(project: Project): readonly Command[] {
  const { repoHash, remotes, own, autoMerge, workingTree, role, link, paused, state } = project
  const name = shown(project.name, 60)
  const { openDialog } = store.getState()
  const heads = remotes.flatMap((person) => person.refs.map((ref) => ({ person, ref })))
  const did = (id: string, rest: Omit<Command, 'id' | 'group'>): Command => ({
    id: `${repoHash} ${id}`,
    group: 'Do',
    ...rest,
  })
  const downloading = state === 'joining' || state === 'usable'
  return [
    ...heads.flatMap(({ person, ref }) => mergeOf(project, person, ref)),
    ...(workingTree
      ? [
          did('publish', {
            look: Share2,
            parts: [own ? 'Stop publishing my heads' : 'Publish my heads'],
            detail: name,
            keys: 'Shift P',
            run: () => togglePublishing(project),
          }),
        ]
      : []),
    ...(own && role === 'joiner'
      ? [
          did('heads', {
            look: Share2,
            parts: ['Choose the branches that I publish'],
            detail: name,
            run: () => openDialog({ name: 'heads', repoHash }),
          }),
        ]
      : []),
    ...AUTO_MERGES.filter(([mode]) => mode !== autoMerge).map(([mode, text]) =>
      did(`auto-merge ${mode}`, {
        look: GitMerge,
        parts: [text],
        detail: name,
        run: () => void attempt(session.call('autoMerge', { project: repoHash, mode })),
      }),
    ),
    ...heads.flatMap(({ person, ref }) => checkOutOf(project, person, ref)),
    ...remotes.flatMap((person) => personCommands(project, person)),
    ...(hasClone(project) ? OPENERS : []).map(({ what, label, key, icon }) =>
      did(what, {
        look: icon,
        parts: [label],
        detail: name,
        keys: key,
        run: () => void openWith(repoHash, what),
      }),
    ),
    ...(link === ''
      ? []
      : [
          did('link', {
            look: Copy,
            parts: ['Copy the link'],
            detail: name,
            keys: 'C',
            run: () => void copy(link, `the link of ${name}`),
          }),
          did('share', {
            look: QrCode,
            parts: ['Show the link and its QR code'],
            detail: name,
            run: () => openDialog({ name: 'share', repoHash }),
          }),
        ]),
    ...(downloading
      ? [
          did('pause', {
            look: paused ? Play : Pause,
            parts: [paused ? 'Go on with the download' : 'Pause the download'],
            detail: name,
            run: () => void setPaused(repoHash, !paused),
          }),
        ]
      : []),
    did('leave', {
      look: LogOut,
      parts: [role === 'publisher' ? 'Stop sharing the project…' : 'Leave the project…'],
      detail: name,
      run: () => openDialog({ name: 'forget', repoHash }),
    }),
  ]
}

function mergeOf(project: Project, { person, peerId }: RemotePerson, ref: RemoteRef): Command[] {
  const { repoHash, workingTree } = project
  const self = store.getState().state?.node.self.peerId
  if (mergeBlockedBy(workingTree) !== '' || !offersMerge(ref.merge)) return []
  const commits = ref.ahead === null ? '' : `${plural(ref.ahead, 'commit')}, `
  return [
    {
      id: `${repoHash} merge ${person}/${ref.name}`,
      group: 'Do',
      look: GitMerge,
      parts: [
        'Merge ',
        { branch: `${person}/${ref.name}`, peerId },
        ' into ',
        { branch: workingTree!.branch!, peerId: self },
      ],
      detail: commits + forecastText(ref.merge).text.toLowerCase(),
      run: () => void merge(repoHash, person, ref.name),
    },
  ]
}

function checkOutOf({ repoHash, workingTree }: Project, { person, peerId }: RemotePerson, ref: RemoteRef) {
  if (blockedBy(workingTree) !== '') return []
  const command: Command = {
    id: `${repoHash} check out ${person}/${ref.name}`,
    group: 'Do',
    look: GitBranch,
    parts: ['Check out ', { branch: `${person}/${ref.name}`, peerId }],
    detail: shown(ref.subject, 60),
    run: () => void checkOut(repoHash, person, ref.name),
  }
  return [command]
}

function personCommands(project: Project, person: RemotePerson): Command[] {
  const { repoHash } = project
  const name = shown(person.name, 60)
  return [
    {
      id: `${repoHash} compare ${person.peerId}`,
      group: 'Do',
      look: Users,
      parts: [`Compare words with ${name}`],
      detail: person.trusted ? 'compared' : 'not compared yet',
      run: () => store.getState().openDialog({ name: 'compare', peerId: person.peerId }),
    },
    {
      id: `${repoHash} mute ${person.person}`,
      group: 'Do',
      look: person.muted ? Volume2 : UserX,
      parts: [person.muted ? `Hear ${name} again` : `Mute ${name}`],
      detail: person.person,
      run: () => void setMuted(repoHash, person, !person.muted),
    },
    {
      id: `${repoHash} person ${person.person}`,
      group: 'Go to',
      look: { person: person.peerId },
      parts: [name],
      detail: `${person.online ? 'online' : 'not here'}, ${plural(person.refs.length, 'head')}`,
      run: () => go({ name: 'project', repoHash, tab: 'people' }),
    },
  ]
}
