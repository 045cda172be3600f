/** One's own heads, and what one does with the others'. */
import type { Handlers } from '../../../shared/rpc/server.ts'
import { AppError } from '../../../shared/errors.ts'
import type { MergeOutcome } from '../../git/history-types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { autoMerge, mergeHead, needsGit, undoMerge } from '../family/auto-merge.ts'
import { bringAllHeads } from '../family/bring-heads.ts'
import { openRelated } from '../family/follow.ts'
import { followedBy, homeOf, isHome } from '../family/members.ts'
import { refreshSurvey } from '../family/survey.ts'
import { ownHeadsOf, publishHeads, stopHeads } from '../heads/publish-heads.ts'
import { fetchBase } from '../heads/fetch-base.ts'
import { findEntry, updateRecord } from '../projects/entry.ts'
import { leftOutOf } from '../projects/left-out.ts'
import { openClone } from '../projects/open-clone.ts'
import { linkOf } from '../views/link-of.ts'
import { headsOf } from '../views/remotes-view.ts'

type Heads = Pick<
  Handlers,
  'publishHeads' | 'stopHeads' | 'autoMerge' | 'mute' | 'trust' | 'merge' | 'undo' | 'checkOut' | 'markRead'
>

export function headsHandlers(context: HostContext): Heads {
  /** A project with a repository; the hash of a related tracker, or of one's own heads, means theirs. */
  const home = (project: string): ProjectEntry => {
    const entry = findEntry(context, project)
    return homeOf(context, entry) ?? entry
  }

  return {
    publishHeads: async ({ project, branches, all, purge }) => {
      const chosen = all ? 'all' : branches && branches.length > 0 ? branches : 'as before'
      const parent = home(project)
      if (purge || !ownHeadsOf(context, parent)) await fetchBase(context, parent)
      const entry = await context.publishing(() => publishHeads(context, parent, chosen, purge))
      const { repoHash } = entry.record
      const alternatives = [...(entry.known?.repo.alternatives ?? [])]
      const leftOut = await leftOutOf(context, entry)
      return { repoHash, alternatives, link: linkOf(context, entry), heads: [...headsOf(entry)], leftOut }
    },

    stopHeads: async ({ project, purge = false }) => ({
      repoHash: await stopHeads(context, home(project), purge),
    }),

    autoMerge: async ({ project, mode }) => {
      if (mode !== 'off' && !context.git.history) throw needsGit()
      const entry = home(project)
      await updateRecord(context, entry, { autoMerge: mode })
      // What is here already counts as well.
      await refreshSurvey(context, entry)
      await mergeAll(context, entry)
      return { repoHash: entry.record.repoHash, autoMerge: mode }
    },

    mute: async ({ project, person, muted }) => {
      const entry = home(project)
      const from = remoteOf(context, entry, person)
      const { repoHash } = from.record
      const people = entry.record.people.map((one) => (one.repoHash === repoHash ? { ...one, muted } : one))
      if (from === entry) {
        throw new AppError('BAD_INPUT', `${person} publishes the project itself`, 'leave the project instead')
      }
      await updateRecord(context, entry, { people })
      if (muted) context.swarm.input({ type: 'close-repo', repo: repoHash })
      else openRelated(context, entry, from)
      return {}
    },

    trust: async ({ peerId, trusted }) => {
      const others = context.settings.current.trusted.filter((one) => one !== peerId)
      await context.settings.update({ trusted: trusted ? [...others, peerId] : others })
      context.changed()
      // What was too much from a stranger, or not to be merged, may be welcome now.
      if (trusted) {
        for (const entry of context.entries.values())
          if (isHome(entry)) welcome(context, entry).catch(() => undefined) // the next look tries again
      }
      return {}
    },

    merge: async ({ project, person, branch }) => {
      const entry = home(project)
      const from = remoteOf(context, entry, person)
      const theirs = branchOf(from, person, branch)
      return told(await mergeHead(context, entry, from, theirs, 'clean'), `${person}/${branch}`)
    },

    undo: async ({ activity }) => {
      await undoMerge(context, activity)
      return {}
    },

    checkOut: async ({ project, person, branch }) => {
      const entry = home(project)
      if (!context.git.history) throw needsGit()
      const { sha } = branchOf(remoteOf(context, entry, person), person, branch)
      const repository = await openClone(context.git, entry.record)
      await context.git.history.checkOut(repository, { name: branch, sha, upstream: `${person}/${branch}` })
      await refreshSurvey(context, entry)
      return { branch }
    },

    markRead: async ({ project, person }) => {
      const entry = home(project)
      const read = followedBy(context, entry).filter(
        ({ record }) => person === undefined || record.remote === person,
      )
      const seen = read.flatMap(({ record }) =>
        record.fetched.map(({ name, sha }) => [`${record.remote}/${name}`, sha] as const),
      )
      await updateRecord(context, entry, { seen: { ...entry.record.seen, ...Object.fromEntries(seen) } })
      await refreshSurvey(context, entry)
      return {}
    },
  }
}

async function welcome(context: HostContext, home: ProjectEntry): Promise<void> {
  await bringAllHeads(context, home)
  await mergeAll(context, home)
}

async function mergeAll(context: HostContext, home: ProjectEntry): Promise<void> {
  for (const from of followedBy(context, home)) if (from.known) await autoMerge(context, home, from)
}

function remoteOf(context: HostContext, home: ProjectEntry, person: string): ProjectEntry {
  const found = followedBy(context, home).find(({ record }) => record.remote === person)
  if (found) return found
  throw new AppError(
    'BAD_INPUT',
    `${home.record.name} has no remote ${person}`,
    'look at gittorrent status for the people of the project',
  )
}

function branchOf({ record }: ProjectEntry, person: string, branch: string) {
  const found = record.fetched.find(({ name }) => name === branch)
  if (found) return found
  throw new AppError(
    'NO_SUCH_BRANCH',
    `${person} has no branch ${branch}`,
    'look at gittorrent status for them',
  )
}

function told(outcome: MergeOutcome, label: string) {
  const { kind } = outcome
  const files = kind === 'conflicts' ? [...outcome.files] : []
  const text = {
    nothing: `${label} is in already`,
    apart: `${label} and your branch both have commits of their own`,
    forward: `moved forward to ${label}`,
    merged: `merged ${label}`,
    conflicts: `${label} conflicts in ${files.join(', ')}; nothing was changed`,
    refused: kind === 'refused' ? outcome.reason : '',
  }[kind]
  return { kind, text, files }
}
