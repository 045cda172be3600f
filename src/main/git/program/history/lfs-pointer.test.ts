import { expect, it } from 'vitest'
import { lfsPointer } from './lfs-pointer.ts'

const oid = '4d'.repeat(32)
const pointer = (rest: string) => `version https://git-lfs.github.com/spec/v1\n${rest}`

it('reads a pointer, with extensions and without', () => {
  expect(lfsPointer(pointer(`oid sha256:${oid}\nsize 12345\n`))).toEqual({ sha256: oid, bytes: 12345 })
  expect(lfsPointer(pointer(`ext-0-foo sha256:${oid}\noid sha256:${oid}\nsize 1\n`))?.bytes).toBe(1)
})

it('takes nothing else for one', () => {
  for (const text of [
    '',
    `oid sha256:${oid}\nsize 1\n`,
    pointer(`oid sha256:${oid}\nsize -1\n`),
    pointer(`oid sha256:${oid}\nsize 1\nmore\n`),
    pointer(`oid sha1:${oid}\nsize 1\n`),
  ]) {
    expect(lfsPointer(text)).toBeNull()
  }
})
