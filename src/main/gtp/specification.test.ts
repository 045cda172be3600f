/** The tables of docs/protocol.md say what the code does. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as limits from './limits.ts'
import { MESSAGE_TYPES } from './messages/message-types.ts'
import references from './vectors/references.json' with { type: 'json' }

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
const number = (cell = '') => Number(cell.replaceAll(',', ''))

describe('docs/protocol.md', () => {
  it('lists every limit with its value', () => {
    const listed = rows.filter(([, name]) => /^(MIN|MAX)_/.test(name ?? ''))
    const actual = Object.entries(limits).filter(([name]) => /^(MIN|MAX)_/.test(name))
    expect(Object.fromEntries(listed.map(([, name = '', value]) => [name, number(value)]))).toEqual(
      Object.fromEntries(actual),
    )
  })

  it('lists every message with its number and length', () => {
    const listed = rows.filter(([, type]) => /^\d+$/.test(type ?? ''))
    expect(
      Object.fromEntries(
        listed.map(([, type, name = '', , most]) => [
          name,
          { number: number(type), maxPayload: number(most) },
        ]),
      ),
    ).toEqual(MESSAGE_TYPES)
  })

  it('shows the golden references object, its longest lines shortened', () => {
    const shown = text.slice(text.indexOf('object 6b7c'), text.indexOf('-----BEGIN SSH'))
    const lines = shown
      .trimEnd()
      .split('\n')
      .filter((line) => !line.includes('…'))
    expect(lines.length).toBeGreaterThan(15)
    for (const line of lines) expect(references.object).toContain(line)
  })
})
