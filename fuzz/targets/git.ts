/** Git's objects and packs. */
import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { deltaOf, offsetBack, OFS_DELTA, packEntry, rawPack, REF_DELTA } from '../../test/git/raw-pack.ts'
import { readCommit, readTree } from '../../src/main/gtp/git-object.ts'
import { gitmodulesFault } from '../../src/main/git/isomorphic/gitmodules.ts'
import { parseConfig } from '../../src/main/git/isomorphic/parse-config.ts'
import { parseCommit, parseTree } from '../../src/main/git/isomorphic/parse-object.ts'
import { treeFault } from '../../src/main/git/isomorphic/tree-safety.ts'
import { EMBEDDED } from '../../src/main/git/scan-limits.ts'
import { scanBytes } from '../../src/main/git/scan-pack.ts'
import { AppError } from '../../src/shared/errors.ts'
import type { Random } from '../random.ts'
import { must, refusedBy, type Target } from '../target.ts'
import { isGtpError } from './formats.ts'

const COMMIT = `tree ${'ab'.repeat(20)}\nparent ${'cd'.repeat(20)}\nauthor Alice <alice@example.org> 1 +0000\ncommitter Bob <bob@example.org> 7 +0000\n\nWing\n\nof silk\n`

export const commits: Target = {
  name: 'commits',
  words: ['tree ', 'parent ', 'author ', 'committer ', '<', '>', ' <', '> ', '\n\n', '\n \n', 'encoding '],
  seeds: () => [Buffer.from(COMMIT)],
  longest: 20_000,
  run(input) {
    const { subject, author } = parseCommit(input)
    must(!subject.includes('\n') && !author.includes('\n'), 'a line has more than one')
    readCommit(input)
  },
}

const entry = (mode: string, name: string) =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.alloc(20, 7)])

export const trees: Target = {
  name: 'trees',
  words: [
    '100644 ',
    '40000 ',
    '120000 ',
    '160000 ',
    '.git',
    '.GIT',
    'git~1',
    '..',
    '/',
    '\\',
    '\0',
    '.gitmodules',
    '\u200c',
    '.',
    ' ',
  ],
  seeds: () => [Buffer.concat([entry('100644', 'a'), entry('40000', 'b'), entry('120000', 'c')])],
  longest: 20_000,
  run(input) {
    const entries = refusedBy(
      (error) => error instanceof RangeError,
      () => parseTree(input),
    )
    const fault = entries === null ? null : treeFault(entries)
    for (const format of ['sha1', 'sha256'] as const) refusedBy(isGtpError, () => readTree(input, format))
    if (entries === null || fault !== null) return
    for (const { name } of entries)
      must(
        !/^(\.git|git~1|\.|\.\.|)$/i.test(name.toString()) && !name.includes('/'),
        'a tree is called safe that is not',
      )
  },
}

export const gitmodules: Target = {
  name: 'gitmodules',
  words: ['[submodule "', '"]', 'path = ', 'url = ', 'update = !', '-', '..', '\\\n', '%0a', '"', '\\'],
  seeds: () => [Buffer.from('[submodule "lib"]\n\tpath = lib\n\turl = https://example.org/lib.git\n')],
  longest: 20_000,
  run(bytes) {
    if (gitmodulesFault(bytes) !== null) return
    for (const { section, key, value } of parseConfig(bytes))
      must(section !== 'submodule' || key !== 'url' || !value.startsWith('-'), 'an option is called harmless')
  },
}

const blob = Buffer.from('hello, hello\n')
const delta = deltaOf(blob.length, 2 * blob.length)
const base = packEntry(3, blob.length, blob)
const SEED = [
  base,
  packEntry(OFS_DELTA, delta.length, delta, offsetBack(base.length)),
  packEntry(REF_DELTA, delta.length, delta, Buffer.alloc(20, 3)),
  packEntry(1, COMMIT.length, Buffer.from(COMMIT)),
]

/** An entry of any type, size, base and content, with its bytes deflated as they must be. */
function mutatePack(input: Uint8Array, random: Random): Uint8Array {
  const content = Buffer.from(input.subarray(0, random.below(input.length + 1)))
  const size = random.below(3) === 0 ? random.pick([0, 1, 2 ** 20, 2 ** 28, 2 ** 32]) : content.length
  const bases = [Buffer.alloc(0), Buffer.alloc(20, 1), offsetBack(random.below(300))]
  const made = packEntry(random.below(8), size, content, random.pick(bases))
  return Buffer.concat([input.subarray(0, 12), made, input.subarray(12)])
}

export const packs: Target = {
  name: 'packs',
  words: ['PACK\0\0\0\x02\0\0\0\x01', '\x78\x9c', deflateSync(Buffer.alloc(5000)).toString('latin1')],
  // Without the checksum, which is made anew.
  seeds: () => [rawPack(SEED).subarray(0, -20)],
  mutate: mutatePack,
  async run(input) {
    const body = Buffer.from(input)
    const pack = Buffer.concat([body, createHash('sha1').update(body).digest()])
    const limits = { ...EMBEDDED, all: 64 * 1024 * 1024, object: 16 * 1024 * 1024, made: 16 * 1024 * 1024 }
    try {
      must((await scanBytes(pack, limits, 'sha1')) >= 0, 'a pack has fewer objects than none')
    } catch (error) {
      if (!(error instanceof AppError) || !/BAD_PACK|TOO_LARGE/.test(error.code)) throw error
    }
  },
}
