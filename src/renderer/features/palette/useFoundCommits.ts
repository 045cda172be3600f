import { GitCommitHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CommitRow, Hex, Project } from '../../../shared/model.ts'
import { shown } from '../../../shared/text.ts'
import { age } from '../../../shared/format.ts'
import { session, useOnline } from '../../store/app.ts'
import { showCommit } from '../commits/show-commit.ts'
import { hasClone } from '../projects/open-with.ts'
import type { Command } from './command.ts'
import { match } from './match.ts'
import type { Section } from './rank.ts'

/** Pause in typing before the node is asked; milliseconds. */
const DEBOUNCE = 150
/** One letter is in every message. */
const LEAST = 2

/** Commits of the project that is meant whose message has what is typed, or whose hash begins with it. */
export function useFoundCommits(project: Project | null, query: string): readonly Section[] {
  const online = useOnline()
  const text = query.trim()
  const repoHash = project && hasClone(project) && text.length >= LEAST ? project.repoHash : null
  const key = repoHash === null ? '' : `${repoHash} ${text}`
  const [answer, setAnswer] = useState<{ key: string; commits: readonly CommitRow[] }>({
    key: '',
    commits: [],
  })
  useEffect(() => {
    if (repoHash === null || !online) return
    let current = true
    const ask = async () => {
      // Without an answer the palette has everything else.
      const found = await session.call('findCommits', { project: repoHash, text }).catch(() => null)
      if (current) setAnswer({ key, commits: found?.commits ?? [] })
    }
    const timer = setTimeout(() => void ask(), DEBOUNCE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, repoHash, text, online])
  if (key === '' || answer.key !== key || answer.commits.length === 0) return []
  const found = answer.commits.map((commit) => ({
    command: commandOf(repoHash!, commit),
    ranges: match(text, shown(commit.subject, 120))?.ranges ?? [],
  }))
  return [{ title: 'Commits', found }]
}

const commandOf = (repoHash: Hex, { sha, subject, author, time }: CommitRow): Command => ({
  ...{ id: `commit ${sha}`, group: 'Commits', look: GitCommitHorizontal },
  parts: [shown(subject, 120) || 'No message'],
  detail: `${shown(author, 30)}, ${age(time, Date.now())}  ${sha.slice(0, 7)}`,
  run: () => showCommit(repoHash, sha),
})
