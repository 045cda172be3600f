import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { concatBytes, encodeUtf8 } from '../bytes.ts'
import { gitObjectId } from '../git-object.ts'
import type { ObjectFormat } from '../types.ts'
import { encodePreview, decodePreview, type PreviewObjects } from './codec.ts'
import { verifyPreview } from './verify-preview.ts'

const tree = (format: ObjectFormat, ...entries: [mode: string, name: string, oid: string][]) =>
  concatBytes(
    entries.flatMap(([mode, name, oid]) => [encodeUtf8(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
  )
const commit = (treeOid: string, parents: readonly string[], message: string) =>
  encodeUtf8(
    [
      `tree ${treeOid}`,
      ...parents.map((oid) => `parent ${oid}`),
      'author Alice <alice@example.org> 1700000000 +0100',
      'committer Bob <bob@example.org> 1700000100 +0100',
      '',
      message,
    ].join('\n'),
  )

/** Three commits, the newest with a README. */
function project(format: ObjectFormat, mode = '100644', name = 'README.md') {
  const readme = encodeUtf8('# Kite\n')
  const root = tree(format, [mode, name, gitObjectId('blob', readme, format)])
  const treeOid = gitObjectId('tree', root, format)
  const first = commit(treeOid, [], 'Begin\n')
  const firstOid = gitObjectId('commit', first, format)
  const second = commit(treeOid, [firstOid], 'Wing\n\nof silk\n')
  const head = commit(
    treeOid,
    [gitObjectId('commit', second, format), firstOid],
    'Merge\u202e wing\nand tail\n',
  )
  const oid = gitObjectId('commit', head, format)
  const signed = { head: 'refs/heads/main', refs: [{ name: 'refs/heads/main', oid }], objectFormat: format }
  const objects: PreviewObjects = { commits: [head, second, first], tree: root, readme }
  return { objects, signed, oid, firstOid }
}

describe.each(['sha1', 'sha256'] as const)('a preview of a repository in %s', (format) => {
  const { objects, signed, oid, firstOid } = project(format)
  const refused = (change: Partial<PreviewObjects>) =>
    expect(() => verifyPreview({ ...objects, ...change }, signed)).toThrow(
      expect.objectContaining({ name: 'GtpError', kind: 'preview' }) as Error,
    )

  it('is what its publisher signed, and travels as it is', () => {
    const { commits, readme } = verifyPreview(decodePreview(encodePreview(objects)), signed)
    expect(commits).toMatchObject([
      { sha: oid, subject: 'Merge wing and tail', author: 'Alice', time: 1_700_000_000 },
      { subject: 'Wing', parents: [firstOid] },
      { sha: firstOid, subject: 'Begin', parents: [] },
    ])
    expect(readme).toEqual({ name: 'README.md', text: '# Kite\n' })
  })

  it('may leave things out', () => {
    expect(verifyPreview({ commits: [], tree: null, readme: null }, signed)).toEqual({
      commits: [],
      readme: null,
    })
    expect(verifyPreview({ ...objects, readme: null }, signed).readme).toBeNull()
    expect(verifyPreview({ ...objects, commits: objects.commits.slice(0, 1) }, signed).commits).toHaveLength(
      1,
    )
  })

  it('invents nothing', () => {
    const [head, second, first] = objects.commits as [Uint8Array, Uint8Array, Uint8Array]
    const forged = encodeUtf8(new TextDecoder().decode(second).replace('silk', 'lead'))
    refused({ commits: [head, forged] })
    refused({ commits: [second, first] })
    refused({ commits: [head, first, first] })
    refused({ readme: encodeUtf8('# Lead\n') })
    refused({ tree: objects.tree!.slice(0, -1) })
    refused({ commits: [] })
    refused({ tree: tree(format, ['100644', 'README', firstOid]) })
  })

  it('takes no link and no program for a README', () => {
    for (const [mode, name] of [
      ['120000', 'README.md'],
      ['100644', 'install.sh'],
      ['160000', 'README'],
    ] as const) {
      const other = project(format, mode, name)
      expect(() => verifyPreview(other.objects, other.signed)).toThrow(/not in the tree/)
    }
  })
})

it('survives commits that are none', () => {
  for (const text of ['', '\n\n', 'tree x', 'author nobody\n\n', 'a'.repeat(1000)]) {
    const object = encodeUtf8(text)
    const oid = gitObjectId('commit', object, 'sha1')
    const refs = [{ name: 'refs/heads/main', oid }]
    const objects = { commits: [object], tree: null, readme: null }
    const { commits } = verifyPreview(objects, { head: 'refs/heads/main', refs, objectFormat: 'sha1' })
    expect(commits[0]).toMatchObject({ sha: oid, author: '', time: 0 })
  }
})

it('reads in a moment what a stranger made to be read for minutes', () => {
  const began = cpuTime()
  for (const text of [
    'author ' + '<'.repeat(250_000),
    `author ${' '.repeat(250_000)}<`,
    '\n\n' + '\n '.repeat(100_000),
  ]) {
    const object = encodeUtf8(text)
    const refs = [{ name: 'refs/heads/main', oid: gitObjectId('commit', object, 'sha1') }]
    const objects = { commits: [object], tree: null, readme: null }
    verifyPreview(objects, { head: 'refs/heads/main', refs, objectFormat: 'sha1' })
  }
  expect(cpuTime() - began).toBeLessThan(1000)
})
