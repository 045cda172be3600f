/** What people and shells hand in: links, commands, text, Markdown. */
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { createLinePort } from '../../src/main/control/line-port.ts'
import { formatLink, parseLink } from '../../src/main/gtp/link.ts'
import { cleanText, isSafeText } from '../../src/main/gtp/text.ts'
import vectors from '../../src/main/gtp/vectors/links.json' with { type: 'json' }
import { parseMarkdown, type MarkdownNode } from '../../src/renderer/features/files/parse-markdown.ts'
import { targetOf } from '../../src/renderer/features/files/links.ts'
import { commands } from '../../src/shared/contract.ts'
import type { AppState } from '../../src/shared/model.ts'
import { serveRpc, type Handlers } from '../../src/shared/rpc/server.ts'
import { must, refusedBy, type Target } from '../target.ts'
import { isGtpError } from './formats.ts'

const text = new TextDecoder()

export const links: Target = {
  name: 'links',
  words: [
    'gittorrent://',
    'gittorrent:///',
    '[fd00::1]:',
    '?name=',
    '&at=',
    '%2f',
    '%00',
    '#',
    '@',
    ':65535',
    ':0',
    '10.0.0.1:1',
    'aa'.repeat(20),
  ],
  seeds: () => [...vectors.canonical, ...vectors.accepted].map(({ link }) => Buffer.from(link)),
  run(input) {
    const found = refusedBy(isGtpError, () => parseLink(text.decode(input)))
    if (found === null) return
    const written = formatLink(found)
    must(formatLink(parseLink(written)) === written, 'a link changes when it is read again')
  },
}

const names = Object.keys(commands)
const handlers = Object.fromEntries(names.map((name) => [name, async () => ({})])) as unknown as Handlers
const callOf = (command: string, input: unknown) => JSON.stringify({ t: 'call', id: 1, command, input })

export const rpc: Target = {
  name: 'rpc',
  words: [
    ...names,
    '{"t":"subscribe"}',
    '"id":',
    '"input":',
    '__proto__',
    'constructor',
    'null',
    '1e999',
    '\\u0000',
    '\n',
    '[]',
    '{}',
  ],
  seeds: () =>
    [
      ...['status', 'join', 'publish', 'leave'].map((name) =>
        callOf(name, { target: 'kite', path: '/tmp/kite', project: 'kite' }),
      ),
      '{"t":"subscribe"}',
    ].map((line) => Buffer.from(line)),
  async run(input) {
    let answers = 0
    const socket = Object.assign(new EventEmitter(), {
      ...{ destroyed: false, writableLength: 0, setEncoding: () => undefined },
      write: () => void answers++,
      destroy: () => void (socket.destroyed = true),
      end: () => void (socket.destroyed = true),
    })
    const port = createLinePort(socket as unknown as Socket)
    const state = { snapshot: () => ({}) as AppState, subscribe: () => () => undefined }
    serveRpc(port, handlers, state)
    const lines = `${text.decode(input)}\n`
    for (let at = 0; at < lines.length; at += 1000) socket.emit('data', lines.slice(at, at + 1000))
    await Promise.resolve()
    must(answers <= lines.split('\n').length, 'there are more answers than questions')
    socket.emit('close')
  },
}

export const plainText: Target = {
  name: 'text',
  words: [
    '\u202e',
    '\u200d',
    '\u200b',
    'e\u0301',
    '\ud800',
    '\u{e0041}',
    '\ufeff',
    ' ',
    '\u2028',
    '\u{1f468}',
  ],
  seeds: () => ['Alice', 'Line one', 'caf\u00e9 \u202e'].map((each) => Buffer.from(each)),
  run(input) {
    for (const max of [5, 60, 500]) {
      const clean = cleanText(text.decode(input), max)
      must(isSafeText(clean, max), 'cleaned text is not plain')
    }
  },
}

const README =
  '# Kite\n\nA *kite* with `code`, [a link](docs/a.md) and ![a picture](a.png).\n\n- one\n- [x] two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a = 1\n```\n\n<p align="center"><img src="b.png" onerror="x"></p>\n'

export const markdown: Target = {
  name: 'markdown',
  words: [
    '*',
    '_',
    '**',
    '[',
    '](',
    '![',
    '`',
    '```',
    '<',
    '<script>',
    '<img src=',
    ' onerror=',
    'javascript:',
    '&#',
    '> ',
    '- ',
    '| ',
    '\n\n',
    '</',
    '<!--',
    '<a href="',
    '_a',
  ],
  seeds: () => [Buffer.from(README)],
  longest: 20_000,
  run(input) {
    const nodes = parseMarkdown(text.decode(input))
    if (nodes) checkNodes(nodes)
  },
}

function checkNodes(nodes: readonly MarkdownNode[]): void {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    must(!/script|style|iframe|svg|object/.test(node.tag), `an element ${node.tag} came through`)
    for (const [name, value] of Object.entries(node.attributes)) {
      must(!/^(on|style|class|id|srcset)/.test(name), `an attribute ${name} came through`)
      const target = name === 'href' ? targetOf(value, 'README.md') : null
      must(
        target?.kind !== 'web' || target.href.startsWith('https://'),
        'a link leads to something else than the web',
      )
      must(target?.kind !== 'file' || !target.path.split('/').includes('..'), 'a link leads out of the tree')
    }
    checkNodes(node.children)
  }
}
