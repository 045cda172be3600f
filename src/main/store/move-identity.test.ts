import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadIdentity } from './identity.ts'
import { exportKey, importKey } from './move-identity.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-key-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const refused = (message: RegExp) => ({
  code: 'BAD_INPUT',
  message: expect.stringMatching(message) as string,
})

it.each(['', 'horse battery'])(
  'moves to another computer (passphrase: %j), and keeps who was there',
  async (words) => {
    const [here, there] = [join(folder, 'identity.pem'), join(folder, 'there.pem')]
    const [alice, bob] = [await loadIdentity(here), await loadIdentity(there)]
    const copy = join(folder, 'copy.pem')
    await exportKey(alice, copy, words)
    expect((await stat(copy)).mode & 0o777).toBe(0o600)
    expect((await readFile(copy, 'utf8')).includes('ENCRYPTED')).toBe(words !== '')
    const { identity, kept } = await importKey(there, copy, words)
    expect(identity.peerId).toBe(alice.peerId)
    expect((await loadIdentity(there)).peerId).toBe(alice.peerId)
    expect((await loadIdentity(kept)).peerId).toBe(bob.peerId)
    expect((await stat(there)).mode & 0o777).toBe(0o600)
    await expect(importKey(there, copy, words)).rejects.toMatchObject(refused(/the key that you have/))
  },
)

it('overwrites nothing, and takes nothing that is no key', async () => {
  const path = join(folder, 'identity.pem')
  const alice = await loadIdentity(path)
  const before = await readFile(path)
  await expect(exportKey(alice, path)).rejects.toMatchObject(refused(/is there already/))
  await expect(exportKey(alice, join(folder, 'no', 'where.pem'))).rejects.toMatchObject(
    refused(/in no folder/),
  )
  const copy = join(folder, 'copy.pem')
  await exportKey(await loadIdentity(join(folder, 'other.pem')), copy, 'right')
  await expect(importKey(path, copy)).rejects.toMatchObject(refused(/is encrypted/))
  await expect(importKey(path, copy, 'wrong')).rejects.toMatchObject(refused(/not the passphrase/))
  await expect(importKey(path, join(folder, 'none'))).rejects.toMatchObject(refused(/no file/))
  await expect(importKey(path, folder)).rejects.toMatchObject(refused(/can't be read/))
  const junk = join(folder, 'junk.pem')
  await writeFile(junk, Buffer.alloc(100_000, 0x41))
  await expect(importKey(path, junk)).rejects.toMatchObject(refused(/not a P-256 private key/))
  expect(await readFile(path)).toEqual(before)
  expect((await readdir(folder)).sort()).toEqual(['copy.pem', 'identity.pem', 'junk.pem', 'other.pem'])
})
