import { describe, expect, it } from 'vitest'
import { openedBy, openedFile, openedLink } from './opened-by.ts'

const link = `gittorrent://192.0.2.1:7411/${'11'.repeat(20)}`

describe('what a start of the app is about', () => {
  it('is a link, as it was written', () => {
    expect(openedBy(['--allow-file-access-from-files', '.', link], '/home/carol')).toEqual({ join: link })
    expect(openedBy([link.replace('gittorrent', 'GitTorrent')], '/')).toEqual({
      join: link.replace('gittorrent', 'GitTorrent'),
    })
  })
  it('is a file, from where it was started', () => {
    expect(openedBy(['notes.gittorrent'], '/home/carol')).toEqual({ join: '/home/carol/notes.gittorrent' })
    expect(openedBy(['/usb/notes.GitTorrent'], '/')).toEqual({ join: '/usb/notes.GitTorrent' })
  })
  it('is nothing for options, other files and other schemes', () => {
    expect(openedBy(['--name', 'Carol', '.', '/src/notes', 'https://example.org/'], '/')).toBeNull()
    expect(openedBy([`--join=${link}`], '/')).toBeNull()
    expect(openedBy([`${link}${'a'.repeat(4096)}`], '/')).toBeNull()
  })
})

it('a link of a browser is one of ours, or none', () => {
  expect(openedLink(link)).toEqual({ join: link })
  expect(openedLink('file:///etc/passwd')).toBeNull()
  expect(openedLink(` ${link}`)).toBeNull()
})

it('a file that was dropped on the icon is joined, anything else published', () => {
  expect(openedFile('/usb/notes.gittorrent')).toEqual({ join: '/usb/notes.gittorrent' })
  expect(openedFile('/src/notes')).toEqual({ publish: '/src/notes' })
})
