import { expect, it } from 'vitest'
import { firstSteps, shellWord } from './commands.ts'

it('quotes only what needs it', () => {
  expect(shellWord('~/hack/notes')).toBe('~/hack/notes')
  expect(shellWord('/home/carol/my notes')).toBe("'/home/carol/my notes'")
  expect(shellWord("/tmp/it's; rm -rf /")).toBe("'/tmp/it'\\''s; rm -rf /'")
  expect(firstSteps('/a b')[0]!.line).toBe("cd '/a b'")
})
