import { expect, it, vi } from 'vitest'
import type { HostContext } from './context.ts'
import { inBackground } from './in-background.ts'
import { createLog } from './log/log.ts'
import { logCrash } from './log/watch.ts'

function node() {
  const closing = new AbortController()
  const add = vi.fn()
  return { closing, add, context: { closing, activity: { add } } as unknown as HostContext }
}
const entry = { record: { name: 'kite', repoHash: 'aa', of: null } } as never
const stumbles = () => Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }))

it('tells the user of what failed, and the log where', async () => {
  const { add, context } = node()
  const lines: string[] = []
  const log = createLog(
    (line) => lines.push(line),
    'info',
    () => 0,
    [],
  )
  const end = logCrash(log)
  inBackground(context, stumbles(), entry)
  await vi.waitFor(() => expect(add).toHaveBeenCalledOnce())
  end()
  expect(add.mock.lastCall).toMatchObject([{ kind: 'warning', project: 'aa' }])
  expect((add.mock.lastCall as [{ text: string }])[0].text).toMatch(/^kite: .*EIO.*; close some programs/)
  expect(JSON.parse(lines[0]!)).toMatchObject({
    event: 'in background',
    stack: expect.stringContaining('in-background.test') as string,
  })
})

it('tells nobody while the node stops', async () => {
  const { add, closing, context } = node()
  closing.abort()
  inBackground(context, stumbles())
  await new Promise((resolve) => setImmediate(resolve))
  expect(add).not.toHaveBeenCalled()
})
