import { spawn } from 'node:child_process'

/** Systemd-notify answers at once or never. Milliseconds. */
const PATIENCE = 5_000

/**
 * Tells systemd that the node is ready, or ends, where systemd started it as `Type=notify`; otherwise nothing.
 * Node has no datagram sockets of the local kind, so systemd's own program sends it: the unit needs NotifyAccess=all.
 */
export async function tellSystemd(state: '--ready' | 'STOPPING=1', env = process.env): Promise<void> {
  if (!env['NOTIFY_SOCKET']) return
  const child = spawn('systemd-notify', [state], { env, stdio: 'ignore', timeout: PATIENCE })
  await new Promise<void>((resolve) => {
    child.once('error', ({ message }) => {
      process.stderr.write(`gittorrent: systemd can't be told (${message}); use Type=exec in the unit\n`)
      resolve()
    })
    child.once('close', () => resolve())
  })
}
