import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CloneSource } from '../../../src/main/git/types.ts'
import { gitCommand } from '../git-command.ts'
import { BLOB, deltaSize, offsetBack, OFS_DELTA, packEntry, rawPack } from '../raw-pack.ts'
import { Forge, sourceOf } from './hostile-source.ts'
import { cloneInto, entriesOf, targetIn, type Bench } from './setup.ts'

export function hostileSuite({ git, folder }: Bench): void {
  describe('hostile and damaged packs', () => {
    let forge: Forge
    beforeAll(() => {
      forge = new Forge(join(folder, 'forge'))
    })
    const place = join(folder, 'hostile')
    const refused = async (source: CloneSource, code = 'BAD_PACK') => {
      const cloned = cloneInto(git(), source, targetIn(place))
      await expect(cloned).rejects.toMatchObject({ code })
      expect(entriesOf(place)).toEqual([])
    }
    const plain = () => forge.tree(forge.file('a'))

    /** One file of that name: in the only commit, in a folder of it, and in the parent of a harmless one. */
    const sourcesWith = (name: string): readonly CloneSource[] => {
      const [harmless, file] = [forge.file('a', 'harmless\n'), forge.file(name, 'payload\n')]
      const named = forge.tree(file)
      const below = forge.tree({ mode: '40000', name: 'deep', oid: named })
      const parent = forge.commit(below)
      const tree = forge.tree(harmless)
      const head = forge.commit(tree, [parent])
      const tip = forge.pack('tip', [head, tree, harmless.oid])
      const history = forge.pack('history', [parent, below, named, file.oid])
      return [forge.source(forge.commit(named)), forge.source(parent), sourceOf([tip, history], head)]
    }

    it.each([
      '.git',
      '.GIT',
      '..',
      '.',
      'git~1',
      '.git ',
      '.git::$INDEX_ALLOCATION',
      '.g\u200cit',
      'a/b',
      'x\\.git',
    ])('refuses a file called %j, in the tip and in the history', async (name) => {
      for (const source of sourcesWith(name)) await refused(source)
    })

    it('takes a file with a harmless name in the same places', async () => {
      for (const [index, source] of sourcesWith('.gitignore').entries()) {
        await cloneInto(git(), source, targetIn(join(folder, 'harmless'), `clone-${index}`))
      }
    })

    it('refuses trees that are unsorted, have an entry twice, a null object, or are cut off', async () => {
      const [a, b] = [forge.file('a'), forge.file('b')]
      await refused(forge.source(forge.commit(forge.tree(b, a))))
      await refused(forge.source(forge.commit(forge.tree(a, a))))
      const nothing = forge.tree({ ...a, oid: '0'.repeat(40) })
      const commit = forge.commit(nothing)
      await refused(sourceOf([forge.pack('null', [commit, nothing])], commit))
      const cut = forge.object('tree', '100644 a\0short')
      const other = forge.commit(cut)
      await refused(sourceOf([forge.pack('cut', [other, cut])], other))
    })

    it('refuses a .gitmodules that is a link, or that would run something', async () => {
      await refused(
        forge.source(forge.commit(forge.tree(forge.file('.gitmodules', '/etc/passwd', '120000')))),
      )
      for (const text of [
        '[submodule "x"]\n\turl = -u./payload\n',
        '[submodule "../x"]\n\tpath = x\n\turl = ./x\n',
      ]) {
        await refused(forge.source(forge.commit(forge.tree(forge.file('.gitmodules', text)))))
      }
    })

    it('refuses packs that lack something', async () => {
      const { oid: blob } = forge.file('a')
      const head = forge.commit(plain())
      await refused(forge.source(head, [blob]))
      await refused(forge.source(head, [plain()]))
      const child = forge.commit(plain(), [head])
      await refused(sourceOf([forge.pack('tip-alone', [child, plain(), blob])], child))
      const grandchild = forge.commit(plain(), [child])
      const tip = forge.pack('tip-2', [grandchild, plain(), blob])
      await refused(sourceOf([tip, forge.pack('child-alone', [child])], grandchild))
      await refused(sourceOf([tip, tip], grandchild))
    })

    it('refuses packs that do not give what they are signed to', async () => {
      const head = forge.commit(plain())
      const { packs, ...rest } = forge.source(head)
      for (const oid of ['ab'.repeat(20), plain()]) {
        const gives = [{ oid, shallow: false }]
        await refused({ ...rest, packs: packs.map((pack) => ({ ...pack, gives })) })
      }
    })

    it('refuses links to objects of another kind', async () => {
      const blob = forge.file('a').oid
      const tree = forge.tree({ mode: '100644', name: 'x', oid: plain() })
      const commit = forge.commit(tree)
      await refused(sourceOf([forge.pack('kind', [commit, tree, plain(), blob])], commit))
      const wrong = forge.commit(blob)
      await refused(sourceOf([forge.pack('kind-2', [wrong, blob])], wrong))
    })

    it('refuses refs that name what is missing, no commit, or something else than was signed', async () => {
      const head = forge.commit(plain())
      const tag = forge.object(
        'tag',
        `object ${head}\ntype commit\ntag v1\ntagger A <a@example.org> 1 +0000\n\nv1\n`,
      )
      const treeTag = forge.object(
        'tag',
        `object ${plain()}\ntype tree\ntag t\ntagger A <a@example.org> 1 +0000\n\nt\n`,
      )
      const file = forge.pack('refs', [head, plain(), forge.file('a').oid, tag, treeTag])
      const withRef = (name: string, oid: string, peeled?: string) =>
        sourceOf([file], head, [peeled === undefined ? { name, oid } : { name, oid, peeled }])
      await refused(withRef('refs/heads/x', '1'.repeat(40)))
      await refused(withRef('refs/heads/x', plain()))
      await refused(withRef('refs/heads/x', tag))
      await refused(withRef('refs/tags/x', forge.file('a').oid))
      await refused(withRef('refs/tags/x', treeTag, plain()))
      await refused(withRef('refs/tags/x', tag, '1'.repeat(40)))
      await refused(withRef('refs/tags/x', tag))
      expect(
        gitCommand(
          await cloneInto(git(), withRef('refs/tags/v1', tag, head), targetIn(join(folder, 'fine'))),
          'describe',
        ),
      ).toBe('v1')
    })

    it('refuses ref names that could leave their place', async () => {
      const { packs, refs } = forge.source(forge.commit(plain()))
      const oid = refs[0]?.oid ?? ''
      for (const name of [
        'refs/heads/../../config',
        'refs/heads/-x',
        'refs/notes/x',
        'HEAD',
        'refs/heads/main/x',
        'refs/heads/a\nb',
      ]) {
        const source: CloneSource = {
          packs,
          objectFormat: 'sha1',
          head: 'refs/heads/main',
          refs: [...refs, { name, oid }],
        }
        await refused(source, 'BAD_REFERENCES')
      }
      await refused({ packs, objectFormat: 'sha1', head: 'refs/heads/gone', refs }, 'BAD_REFERENCES')
      await refused(
        {
          packs,
          objectFormat: 'sha1',
          head: 'refs/heads/main',
          refs: [{ name: 'refs/heads/main', oid: '--all' }],
        },
        'BAD_REFERENCES',
      )
    })

    it('refuses damaged files', async () => {
      const source = forge.source(forge.commit(plain()))
      const sound = readFileSync(source.packs[0]?.file ?? '')
      const damaged = (bytes: Buffer) => {
        const file = join(folder, 'damaged.pack')
        writeFileSync(file, bytes)
        return { ...source, packs: [{ file, kind: 'tip' as const }] }
      }
      const flipped = Buffer.from(sound)
      flipped.writeUInt8(flipped.readUInt8(30) ^ 1, 30)
      await refused(damaged(flipped))
      await refused(damaged(sound.subarray(0, sound.length - 5)))
      await refused(damaged(Buffer.concat([sound, Buffer.from('more')])))
      await refused(damaged(Buffer.alloc(0)))
      await refused(damaged(Buffer.alloc(1000)))
    })

    it('refuses a delta of 2 KB that unfolds to 4 GB', async () => {
      const size = 2 ** 24
      const base = packEntry(BLOB, size, Buffer.alloc(size))
      // "Copy 0xff0000 bytes from the beginning", again and again.
      const copies = Buffer.concat(Array.from({ length: 260 }, () => Buffer.from([0x80 | 0x40, 0xff])))
      const delta = Buffer.concat([deltaSize(size), deltaSize(260 * 0xff0000), copies])
      const bomb = packEntry(OFS_DELTA, delta.length, delta, offsetBack(base.length))
      const file = join(folder, 'bomb.pack')
      writeFileSync(file, rawPack([base, bomb]))
      await refused(sourceOf([file], '1'.repeat(40)))
    })

    it('refuses a tree that unfolds to a thousand million files', async () => {
      let entry: { oid: string; mode: string } = { ...forge.file('0'), mode: '100644' }
      for (let depth = 0; depth < 9; depth++) {
        const level = entry
        entry = {
          mode: '40000',
          oid: forge.tree(...Array.from({ length: 10 }, (_, name) => ({ ...level, name: `${name}` }))),
        }
      }
      const commit = forge.commit(entry.oid)
      // Listing them by rev-list is quick: there are eleven objects.
      await refused(forge.source(commit), 'TOO_LARGE')
    })

    it('lets old faults of form pass, as git itself does, and fscks no worse than the original', async () => {
      const old = forge.commit(plain(), [], 'Alice <alice@example.org>1700000000 +0100')
      const folderEntry = { mode: '040000', name: 'd', oid: plain() }
      const padded = forge.commit(
        forge.tree({ ...forge.file('a'), mode: '100664' }, folderEntry),
        [old],
        'Alice <<alice> 0 +0000',
      )
      const head = forge.commit(plain(), [padded])
      const tip = [head, plain(), forge.file('a').oid]
      const all = gitCommand(forge.folder, 'rev-list', '--objects', head)
        .split('\n')
        .map((line) => line.slice(0, 40))
      const packs = [
        forge.pack('old-tip', tip),
        forge.pack(
          'old',
          all.filter((oid) => !tip.includes(oid)),
        ),
      ]
      const clone = await cloneInto(git(), sourceOf(packs, head), targetIn(join(folder, 'old')))
      expect(gitCommand(clone, 'log', '--oneline').split('\n')).toHaveLength(3)
      expect(gitCommand(clone, 'status', '--porcelain')).toBe('')
    })
  })
}
