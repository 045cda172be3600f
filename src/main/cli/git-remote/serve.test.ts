import { describe, expect, it } from 'vitest'
import { serveHelper, type Wishes } from './serve.ts'

function talk(...questions: string[]) {
  const written: string[] = []
  const asked: Wishes[] = []
  const result = serveHelper(
    { read: () => questions.shift() ?? null, write: (text) => void written.push(text) },
    async (wishes) => {
      asked.push({ ...wishes })
      return '/bare.git'
    },
  )
  return { written, asked, result }
}

describe('what git is told', () => {
  it('is what there is, and then a connection', async () => {
    const { written, asked, result } = talk(
      'capabilities',
      'option progress true',
      'option verbosity 0',
      'option cloning true',
      'connect git-upload-pack',
    )
    expect(await result).toBe('/bare.git')
    expect(written).toEqual(['connect\noption\n\n', 'ok\n', 'ok\n', 'unsupported\n', '\n'])
    expect(asked).toEqual([{ progress: true, verbosity: 0 }])
  })

  it('is nothing when it asks for nothing', async () => {
    expect(await talk('capabilities', '').result).toBeNull()
    expect(await talk().result).toBeNull()
  })

  it('is that nothing can be pushed, before anything is fetched', async () => {
    const { asked, result } = talk('capabilities', 'connect git-receive-pack')
    await expect(result).rejects.toMatchObject({ action: expect.stringContaining('publish-heads') })
    expect(asked).toEqual([])
  })

  it('is an error where it is not understood', async () => {
    await expect(talk('frobnicate').result).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
