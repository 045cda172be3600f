import type { Person } from '../../../shared/model.ts'
import { safeRemoteName } from '../../git/person-name.ts'
import { wordsOf } from '../../gtp/words.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { relatedOf } from './members.ts'

/**
 * The first heads of somebody who bears the name of somebody known, and has another key, are told with the words of both: he
 * may be the same person on a new computer, or somebody who wants to be taken for him.
 */
export function warnOfNamesake(context: HostContext, home: ProjectEntry, entry: ProjectEntry): void {
  const { tagger } = entry.known!.references
  const namesake = known(context, home, entry).find(
    (person) => person.peerId !== tagger.peerId && label(person.name) === label(tagger.name),
  )
  if (!namesake) return
  const [before, now] = [namesake, tagger].map(({ peerId }) => wordsOf(peerId))
  const whose = namesake.peerId === context.identity.peerId ? 'your own words' : 'the words of the other'
  context.activity.add({
    kind: 'warning',
    project: home.record.repoHash,
    person: tagger.name,
    text: `A second ${tagger.name} publishes heads, with another key: its words are ${now}, ${whose} ${before}; a name is only a label, so compare the words before you merge or trust it`,
  })
}

/** Those whose heads are followed already, and this node's user. */
function known(context: HostContext, home: ProjectEntry, entry: ProjectEntry): readonly Person[] {
  const { identity, settings } = context
  const others = [home, ...relatedOf(context, home).filter(({ record }) => record.updated !== null)]
  return [
    { name: settings.current.name, peerId: identity.peerId },
    ...others.flatMap((other) => (other === entry || !other.known ? [] : [other.known.references.tagger])),
  ]
}

/** What is left of a name where capitals and signs don't count. */
const label = (name: string): string => safeRemoteName(name, new Set())
