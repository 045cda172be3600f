/**
 * What a large network is told at once, and what has time. A commit makes every holder's directory another one; were each of
 * them to say so, everybody would fetch them all, to learn what the publisher's own directory tells.
 */
import type { Hex } from '../../shared/model.ts'
import { DIRECTORY_LAG } from './limits.ts'
import type { Advert, ProjectAdvert } from './types.ts'

/**
 * Whether others would miss something: who the node is, which projects it has, all about those that it publishes, and
 * that it has all of another's. How new the others' are, and what they are called by now, their publishers tell.
 */
export function isNews(before: Advert, now: Advert): boolean {
  const { peerId } = now.node
  const whole = new Set(before.projects.flatMap(({ complete, repoHash }) => (complete ? repoHash : [])))
  // What was whole stays so, for a moment after each commit it isn't.
  const completed = now.projects.some(({ complete, repoHash }) => complete && !whole.has(repoHash))
  return completed || gist(before, peerId) !== gist(now, peerId)
}

const gist = ({ node: { name, port }, projects }: Advert, peerId: Hex): string => {
  const each = projects.map((project) =>
    isOwn(project, peerId) ? JSON.stringify(project) : project.repoHash,
  )
  return JSON.stringify([name, peerId, port, each.sort()])
}

const isOwn = ({ publisher }: ProjectAdvert, peerId: Hex) => publisher.peerId === peerId

export type Sparing = ReturnType<typeof createSparing>

/** @param say what is to be said has changed. @param crowd see crowdOf */
export function createSparing(say: () => void, crowd: () => number) {
  let said: Advert | null = null
  let wanted: Advert | null = null
  let timer: NodeJS.Timeout | null = null

  const settle = () => {
    if (timer) clearTimeout(timer)
    timer = null
    said = wanted
    say()
  }

  return {
    /** What is to be said; null before anything was advertised. */
    said: () => said,

    take(advert: Advert, large: boolean) {
      wanted = advert
      if (!large || !said || isNews(said, advert)) settle()
      else timer ??= setTimeout(settle, DIRECTORY_LAG * crowd() ** 2 * (0.5 + Math.random())).unref()
    },

    /** All that there is to say, now. */
    settle,

    stop() {
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
