/** The file packed-refs (gitrepository-layout(5)), written and read. */
import { compareUtf8 } from '../gtp/bytes.ts'
import type { Ref } from '../gtp/types.ts'

/** Sorted by the bytes of names, each annotated tag followed by what it peels to. */
export function formatPackedRefs(refs: Iterable<Ref>): string {
  const lines = [...refs]
    .sort((a, b) => compareUtf8(a.name, b.name))
    .map(({ name, oid, peeled }) => `${oid} ${name}\n${peeled === undefined ? '' : `^${peeled}\n`}`)
  return `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`
}

/** What git or formatPackedRefs wrote, by name. */
export function parsePackedRefs(text: string): Map<string, Ref> {
  const refs = new Map<string, Ref>()
  let last: Ref | undefined
  for (const line of text.split('\n')) {
    if (line.startsWith('#') || line === '') continue
    if (line.startsWith('^')) {
      if (last) refs.set(last.name, { ...last, peeled: line.slice(1) })
      continue
    }
    const space = line.indexOf(' ')
    last = { oid: line.slice(0, space), name: line.slice(space + 1) }
    refs.set(last.name, last)
  }
  return refs
}
