import type { Head, OwnHeads, Project, Relation, RemotePerson } from '../../../shared/model.ts'
import { wordsOf } from '../../gtp/words.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { followedBy, isMuted } from '../family/members.ts'
import { ownHeadsOf } from '../heads/publish-heads.ts'
import { linkOf } from './link-of.ts'

/** Everybody whose heads a project follows. */
export const remotesOf = (context: HostContext, home: ProjectEntry): Project['remotes'] =>
  followedBy(context, home).flatMap((entry) => {
    const person = remoteOf(context, home, entry)
    return person ? [person] : []
  })

function remoteOf(context: HostContext, home: ProjectEntry, entry: ProjectEntry): RemotePerson | null {
  const { remote, repoHash, fetched, updated } = entry.record
  const peerId =
    entry.known?.references.tagger.peerId ??
    home.record.people.find((person) => person.repoHash === repoHash)?.peerId
  if (remote === null || peerId === undefined) return null
  const refs = fetched.map(
    ({ name, sha }) =>
      home.survey?.refs.get(`${remote}/${name}`) ?? {
        name,
        sha,
        subject: '',
        author: '',
        time: 0,
        ahead: null,
        behind: null,
        merge: null,
        unread: 0,
      },
  )
  const head = entry.known?.references.head.replace('refs/heads/', '')
  const main = refs.find(({ name }) => name === head)
  return {
    person: remote,
    name: entry.known?.references.tagger.name ?? context.nearby.person(peerId)?.name ?? remote,
    peerId,
    words: wordsOf(peerId),
    repoHash,
    relation: relationOf(home, entry),
    refs,
    ahead: main?.ahead ?? null,
    behind: main?.behind ?? null,
    online: context.nearby.person(peerId) !== undefined || isConnected(context, peerId),
    muted: isMuted(home, repoHash),
    trusted: context.settings.current.trusted.includes(peerId),
    updated,
    trouble: entry.trouble,
  }
}

function relationOf(home: ProjectEntry, entry: ProjectEntry): Relation {
  if (entry === home) return 'publisher'
  if (entry.record.taken !== null) return 'verified'
  return entry.trouble === '' ? 'claimed' : 'refused'
}

const isConnected = (context: HostContext, peerId: string) =>
  context.swarm.view().links.some((link) => link.peerId === peerId)

/** The heads that this node publishes of a project. */
export function ownOf(context: HostContext, home: ProjectEntry): OwnHeads | null {
  const own = ownHeadsOf(context, home)
  if (!own?.known) return null
  const { branches = 'all' } = own.record
  const holders = context.nearby.get(own.record.repoHash)?.holders
  return {
    repoHash: own.record.repoHash,
    link: linkOf(context, own),
    heads: headsOf(own),
    branches:
      branches === 'current' ? headsOf(own).map(({ ref }) => ref.replace('refs/heads/', '')) : branches,
    seenBy: holders?.size ?? 0,
  }
}

export const headsOf = ({ known }: ProjectEntry): readonly Head[] =>
  (known?.references.refs ?? [])
    .filter(({ name }) => name.startsWith('refs/heads/'))
    .map(({ name, oid }) => ({ ref: name, sha: oid }))
