/** What a hostile publisher could put into a project. One table, for every way in which content comes to a disk or a screen. */
import type { Entry, Forge } from '../compliance/hostile-source.ts'
import { BLOB, deltaOf, offsetBack, OFS_DELTA, packEntry, REF_DELTA } from '../raw-pack.ts'
import type { Made } from './forge-pack.ts'

export interface Place {
  /** Beside the clone: nothing in it may change. */
  readonly outside: string
  /** A program that leaves a mark when it is run. */
  readonly program: string
}

export interface Content {
  readonly called: string
  /** 'refused', with a reason; or 'taken': it is harmless, and lies in the working tree as it is. 'either': as the disk allows. */
  readonly end: 'refused' | 'taken' | 'either'
  make(forge: Forge, place: Place, parents: readonly string[]): Made
}

const MiB = 1024 * 1024
type Maker = (forge: Forge, place: Place) => readonly Entry[]

/** A tree of these entries, sorted as git wants, with a file beside them. */
const inTree = (called: string, end: Content['end'], entries: Maker): Content => ({
  called,
  end,
  make(forge, place, parents) {
    const all = [forge.file('zz-harmless', 'harmless\n'), ...entries(forge, place)]
    const key = ({ name, mode }: Entry) => Buffer.from(mode === '40000' ? `${name}/` : name)
    const tree = forge.tree(...all.sort((a, b) => key(a).compare(key(b))))
    return { head: forge.commit(tree, parents) }
  },
})

/** Raw entries after a harmless commit's. */
const inPack = (called: string, more: (forge: Forge) => readonly Buffer[]): Content => ({
  called,
  end: 'refused',
  make: (forge, _, parents) => ({
    head: forge.commit(forge.tree(forge.file('a', `${called}\n`)), parents),
    more: more(forge),
  }),
})

const folder = (forge: Forge, name: string, ...entries: Entry[]): Entry => ({
  mode: '40000',
  name,
  oid: forge.tree(...entries),
})

const NAMES = [
  '.git',
  '.GIT',
  '.gIt',
  'git~1',
  'GIT~1',
  '..',
  '.',
  '.git ',
  '.git.',
  '.git::$INDEX_ALLOCATION',
]
const names = [...NAMES, '.g\u200cit', 'a/b', '/absolute', '../outside/escaped', '.git\\hooks\\post-checkout']
const CONFIG = ({ program }: Place) =>
  `[core]\n\tfsmonitor = ${program}\n\thooksPath = hooks\n[filter "evil"]\n\tsmudge = ${program}\n\tclean = ${program}\n`

const inNames: readonly Content[] = [
  ...names.map((name) =>
    inTree(`a file called ${JSON.stringify(name)}`, 'refused', (forge) => [forge.file(name, 'x\n')]),
  ),
  ...['.git', '.GIT', 'git~1', '..', '.g\u200cit'].map((name) =>
    inTree(`a folder called ${JSON.stringify(name)}, with hooks`, 'refused', (forge, place) => [
      folder(
        forge,
        name,
        forge.file('config', CONFIG(place)),
        folder(forge, 'hooks', forge.file('post-checkout', `#!/bin/sh\n${place.program}\n`, '100755')),
      ),
    ]),
  ),
  inTree('a link called .git', 'refused', (forge, { outside }) => [forge.file('.git', outside, '120000')]),
  inTree('a submodule called .git', 'refused', () => [
    { mode: '160000', name: '.git', oid: 'ab'.repeat(20) },
  ]),
  inTree('names that differ in case alone', 'taken', (forge) => [
    forge.file('Case'),
    forge.file('case', 'y\n'),
  ]),
  inTree('names that differ in their composition alone', 'taken', (forge) => [
    forge.file('caf\u00e9'),
    forge.file('cafe\u0301', 'y\n'),
  ]),
  inTree('a name of 5,000 bytes', 'either', (forge) => [forge.file('n'.repeat(5000))]),
  inTree('names of control and bidi characters, and dashes', 'taken', (forge) => [
    forge.file('a\u202eb\u0007\n\u001b[31m'),
    forge.file('--upload-pack=x'),
  ]),
]

const inLinks: readonly Content[] = [
  inTree('links that lead out of the tree', 'taken', (forge, { outside }) => [
    forge.file('absolute', outside, '120000'),
    forge.file('above', '../outside/canary', '120000'),
    forge.file('passwd', '/etc/passwd', '120000'),
    forge.file('within', '.git/config', '120000'),
  ]),
  inTree('a link and a folder of one name', 'refused', (forge, { outside }) => [
    forge.file('a', outside, '120000'),
    folder(forge, 'a', forge.file('canary', 'escaped\n')),
  ]),
  inTree('a link and a folder that differ in case alone', 'either', (forge, { outside }) => [
    forge.file('A', outside, '120000'),
    folder(forge, 'a', forge.file('canary', 'escaped\n')),
  ]),
  inTree('a link to itself, and one of a megabyte', 'either', (forge) => [
    forge.file('loop', 'loop', '120000'),
    forge.file('long', 'x/'.repeat(MiB / 2), '120000'),
  ]),
]

const gitmodules = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
const inAttributes: readonly Content[] = [
  ...[
    ['url = -u./payload', 'an option for an URL'],
    ['url = --upload-pack=x', 'a long option for an URL'],
    ['url = ssh://-oProxyCommand=x/', 'an option for a host'],
    ['path = -x', 'an option for a path'],
  ].map(([line = '', what = '']) =>
    inTree(`a submodule with ${what}`, line.includes('ssh:') ? 'either' : 'refused', (forge, { program }) => [
      forge.file('.gitmodules', gitmodules('[submodule "x"]', `\t${line.replace('=x', `=${program}`)}`)),
    ]),
  ),
  inTree('a submodule named to escape', 'refused', (forge) => [
    forge.file('.gitmodules', gitmodules('[submodule "../../hooks"]', '\tpath = x', '\turl = ./x')),
  ]),
  inTree('a submodule whose update is a command', 'refused', (forge, { program }) => [
    forge.file(
      '.gitmodules',
      gitmodules('[submodule "x"]', '\tpath = x', '\turl = ./x', `\tupdate = !${program}`),
    ),
  ]),
  inTree('.gitmodules as a link', 'refused', (forge, { outside }) => [
    forge.file('.gitmodules', outside, '120000'),
  ]),
  inTree('a submodule of a program as its transport', 'taken', (forge, { program }) => [
    forge.file('.gitmodules', gitmodules('[submodule "x"]', '\tpath = x', `\turl = ext::${program}`)),
    { mode: '160000', name: 'x', oid: 'cd'.repeat(20) },
  ]),
  inTree('filters, drivers and encodings in .gitattributes', 'taken', (forge, place) => [
    forge.file('.gitattributes', '* filter=evil diff=evil merge=evil\n*.e working-tree-encoding=UTF-16\n'),
    forge.file('.gitconfig', CONFIG(place)),
    forge.file('x.e', 'encoded\n'),
    folder(forge, 'hooks', forge.file('post-checkout', `#!/bin/sh\n${place.program}\n`, '100755')),
  ]),
  inTree('an encoding that nobody knows', 'either', (forge) => [
    forge.file('.gitattributes', '* working-tree-encoding=NONSENSE\n'),
  ]),
]

const inDeltas: readonly Content[] = [
  inPack('a delta on itself', () => {
    const delta = deltaOf(10, 10)
    return [packEntry(OFS_DELTA, delta.length, delta, offsetBack(0))]
  }),
  inPack('a delta on the middle of an object', () => {
    const delta = deltaOf(10, 10)
    return [packEntry(OFS_DELTA, delta.length, delta, offsetBack(3))]
  }),
  inPack('a delta on what comes before the pack', () => {
    const delta = deltaOf(10, 10)
    return [packEntry(OFS_DELTA, delta.length, delta, offsetBack(2 ** 31))]
  }),
  inPack('deltas on one another', () => {
    const delta = deltaOf(10, 10)
    const on = (byte: string) =>
      packEntry(REF_DELTA, delta.length, delta, Buffer.from(byte.repeat(20), 'hex'))
    return [on('ab'), on('cd')]
  }),
  inPack('a delta on what is not there', () => {
    const delta = deltaOf(10, 10)
    return [packEntry(REF_DELTA, delta.length, delta, Buffer.alloc(20, 7))]
  }),
  inPack('a delta that copies beyond its base', () => {
    const base = Buffer.from('base\n')
    const entry = packEntry(BLOB, base.length, base)
    const delta = Buffer.concat([
      deltaOf(base.length, 0).subarray(0, 1),
      Buffer.from([200, 1, 0x91, 100, 200]),
    ])
    return [entry, packEntry(OFS_DELTA, delta.length, delta, offsetBack(entry.length))]
  }),
  inPack('an object larger than it says', () => [packEntry(BLOB, 10, Buffer.alloc(11))]),
  inPack('an object of an unknown type', () => [packEntry(5, 1, Buffer.alloc(1))]),
  inPack('a delta of 2 KB that makes 4 GB', () => {
    const size = 16 * MiB
    const base = packEntry(BLOB, size, Buffer.alloc(size))
    const delta = deltaOf(size, 260 * size)
    return [base, packEntry(OFS_DELTA, delta.length, delta, offsetBack(base.length))]
  }),
]

const inObjects: readonly Content[] = [
  {
    called: 'a file without a name',
    end: 'refused',
    make(forge, _, parents) {
      const file = forge.file('')
      const tree = forge.tree(file)
      const head = forge.commit(tree, parents)
      return { head, objects: [head, tree, file.oid] }
    },
  },
  {
    called: 'an object that is not the one whose hash is named',
    end: 'refused',
    make(forge, _, parents) {
      const file = forge.file('a', 'as it was signed\n')
      const head = forge.commit(forge.tree(file), parents)
      const other = Buffer.from('as it is not..\n')
      return { head, without: [file.oid], more: [packEntry(BLOB, other.length, other)] }
    },
  },
  {
    called: 'files of a gigabyte in a pack of 20 KB',
    end: 'refused',
    make(forge, _, parents) {
      const { oid } = forge.file('x', '\0'.repeat(16 * MiB))
      const entries = Array.from({ length: 80 }, (_, at) => ({ mode: '100644', name: `${100 + at}`, oid }))
      return { head: forge.commit(forge.tree(...entries), parents) }
    },
  },
]

export const CONTENTS: readonly Content[] = [
  ...inNames,
  ...inLinks,
  ...inAttributes,
  ...inDeltas,
  ...inObjects,
]
