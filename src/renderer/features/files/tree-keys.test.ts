import { expect, it } from 'vitest'
import type { Row } from './rows.ts'
import { actionOf, typedTo } from './tree-keys.ts'

const row = (path: string, open: boolean | null = null): Row => ({
  ...{ path, name: path.split('/').at(-1)!, level: path.split('/').length, open, place: 1, of: 1 },
  ...{ kind: open === null ? 'file' : 'folder', change: null },
})
const rows = [row('docs', false), row('src', true), row('src/exec', true), row('src/exec/Run'), row('README')]
const act = (key: string, at: number) => actionOf(key, rows, at, 3)

it('moves, and stays within', () => {
  expect(act('ArrowDown', -1)).toEqual({ kind: 'to', index: 0 })
  expect(act('j', 4)).toEqual({ kind: 'to', index: 4 })
  expect(act('ArrowUp', 0)).toEqual({ kind: 'to', index: 0 })
  expect(act('End', 0)).toEqual({ kind: 'to', index: 4 })
  expect(act('Home', 3)).toEqual({ kind: 'to', index: 0 })
  expect(act('PageDown', 0)).toEqual({ kind: 'to', index: 3 })
  expect(act('PageUp', 4)).toEqual({ kind: 'to', index: 1 })
})

it('goes into folders and out of them', () => {
  expect(act('ArrowRight', 0)).toEqual({ kind: 'unfold', path: 'docs' })
  expect(act('ArrowRight', 1)).toEqual({ kind: 'to', index: 2 })
  expect(act('ArrowRight', 3)).toBeNull()
  expect(act('ArrowLeft', 3)).toEqual({ kind: 'to', index: 2 })
  expect(act('ArrowLeft', 2)).toEqual({ kind: 'fold', path: 'src/exec' })
  expect(act('ArrowLeft', 0)).toBeNull()
  expect(act('Enter', 0)).toEqual({ kind: 'unfold', path: 'docs' })
  expect(act(' ', 1)).toEqual({ kind: 'fold', path: 'src' })
  expect(act('Enter', 3)).toEqual({ kind: 'enter' })
  expect(act('x', 3)).toBeNull()
})

it('finds what is typed, from where one is, and again from the top', () => {
  expect(typedTo('r', rows, 0)).toBe(3)
  expect(typedTo('r', rows, 3)).toBe(4)
  expect(typedTo('rr', rows, 4)).toBe(3)
  expect(typedTo('re', rows, 3)).toBe(4)
  expect(typedTo('re', rows, 4)).toBe(4)
  expect(typedTo('xyz', rows, 0)).toBe(-1)
  expect(typedTo('x', [], -1)).toBe(-1)
})
