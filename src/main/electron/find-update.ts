/** Whether there is a newer version at the feed that the package was built with, for who is told of it. Downloads nothing else. */
import { z } from 'zod'

/** Characters of a feed's file. */
const MAX_FILE = 100_000
/** Milliseconds. */
const ANSWER_WITHIN = 10_000

/** Names that electron-builder gives to the file with the newest version. */
const FILES: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'latest.yml',
  darwin: 'latest-mac.yml',
  linux: 'latest-linux.yml',
}

/** The feed of a built app, from its package.json; null where none was given, or it is no https address. */
export function feedOf(packageJson: string): URL | null {
  const parsed = z.object({ feed: z.string() }).safeParse(JSON.parse(packageJson))
  if (!parsed.success || !URL.canParse(parsed.data.feed)) return null
  const url = new URL(parsed.data.feed)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null
}

/** @returns the newer version; null where there is none, or it can't be told */
export async function findUpdate(
  feed: URL,
  current: string,
  platform: NodeJS.Platform,
  ask: typeof fetch = fetch,
): Promise<string | null> {
  const file = FILES[platform]
  if (file === undefined) return null
  try {
    const base = feed.href.endsWith('/') ? feed.href : `${feed.href}/`
    const options = { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN) } as const
    const answer = await ask(new URL(file, base), options)
    if (!answer.ok) return null
    const text = (await answer.text()).slice(0, MAX_FILE)
    const [, offered = ''] = /^version: (\d{1,6}\.\d{1,6}\.\d{1,6})$/m.exec(text) ?? []
    return offered !== '' && isNewer(offered, current) ? offered : null
  } catch {
    return null // no internet, as in most rooms where this is used
  }
}

function isNewer(offered: string, current: string): boolean {
  const [a, b] = [offered, current].map((version) => version.split(/[.-]/).slice(0, 3).map(Number))
  for (let index = 0; index < 3; index++) {
    const difference = (a![index] ?? 0) - (b![index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return current.includes('-') // the release after its own preview
}
