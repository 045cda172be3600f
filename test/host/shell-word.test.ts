import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shellWord } from '../../src/shared/shell-word.ts'

it.skipIf(process.platform === 'win32')('what people copy is one word to a shell, whatever it is', () => {
  const texts = fc
    .sample(fc.string({ unit: fc.constantFrom(...'ab1:/.,=@+?&%~[]-$`"\'\\ *;'), maxLength: 8 }), 400)
    .filter((text) => shellWord(text) !== null)
  expect(texts.length).toBeGreaterThan(20)
  const script = `printf '%s\\n' ${texts.map(shellWord).join(' ')}`
  expect(execFileSync('sh', ['-c', script], { cwd: '/', encoding: 'utf8' })).toBe(`${texts.join('\n')}\n`)
})
