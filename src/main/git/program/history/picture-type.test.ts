import { expect, it } from 'vitest'
import { pictureType } from './picture-type.ts'

const of = (text: string) => pictureType(Buffer.from(text, 'latin1'))

it('knows pictures by their first bytes', () => {
  expect(of('\x89PNG\r\n\x1a\n....')).toBe('image/png')
  expect(of('\xff\xd8\xff\xe0')).toBe('image/jpeg')
  expect(of('GIF89a')).toBe('image/gif')
  expect(of('RIFF\n\r\0\0WEBPVP8 ')).toBe('image/webp')
  expect(of('\0\0\0 ftypavif')).toBe('image/avif')
  expect(of('BM1234\0\0\0\0')).toBe('image/bmp')
  expect(of('\0\0\x01\0\x01\0')).toBe('image/x-icon')
})

it('takes nothing else for one', () => {
  for (const text of ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'BM is a name', 'RIFF', 'GIF', '\0'])
    expect(of(text)).toBeNull()
})
