import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { probeTcp } from './probe-tcp.ts'

async function listening() {
  const server = createServer((socket) => socket.on('error', () => undefined).end())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(done)),
  }
}

describe('probeTcp', () => {
  it('is true where somebody listens, false where nobody does any more', async () => {
    const server = await listening()
    expect(await probeTcp('127.0.0.1', server.port, 500)).toBe(true)
    await server.close()
    expect(await probeTcp('127.0.0.1', server.port, 500)).toBe(false)
  })

  it('sees an answer that came while this process was busy for longer than the timeout', async () => {
    const server = await listening()
    const answer = probeTcp('127.0.0.1', server.port, 20)
    // Right after the connection is begun; the kernel makes it meanwhile.
    process.nextTick(() => {
      const end = performance.now() + 80
      while (performance.now() < end);
    })
    expect(await answer).toBe(true)
    await server.close()
  })
})
