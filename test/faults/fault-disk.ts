/**
 * The file functions of Node as the program sees them, with faults: in place of node:fs/promises, node:fs and spawn, by vi.mock. What lies
 * below no world's folder is left alone.
 */
import type { FileHandle } from 'node:fs/promises'
import { arrive, never, worldOf, type World } from './world.ts'

const fs = process.getBuiltinModule('node:fs')
const real = fs.promises
const children = process.getBuiltinModule('node:child_process')

type Call = (...args: unknown[]) => unknown
type Calls = Record<string, Call>

const READS = ['readFile', 'readdir'] as const
const CHANGES = [
  'writeFile',
  'appendFile',
  'rename',
  'rm',
  'rmdir',
  'unlink',
  'mkdir',
  'mkdtemp',
  'link',
  'symlink',
  'copyFile',
  'chmod',
  'truncate',
] as const

/** Tells the world of a change that is about to be made, so that a power cut can take it back. */
function track(world: World, name: string, args: readonly unknown[]) {
  const nothing = { instead: null, after: (_made: unknown) => {} }
  if (world.fault?.kind !== 'cut') return nothing
  const { unsynced } = world
  const [path = '', to = ''] = args.map(String)
  const found = fs.lstatSync(path, { throwIfNoEntry: false })
  if (name === 'rm' || name === 'unlink') {
    const goes = found && (isRecursive(args[1]) || !found.isDirectory())
    return goes ? { ...nothing, instead: () => unsynced.remove(path) } : nothing
  }
  if (name === 'rename' && found) unsynced.renames(path, to)
  if (found && name === 'writeFile') unsynced.writes(path)
  if (found && name === 'appendFile') unsynced.writes(path, found.size)
  const after = (made: unknown) => {
    if (name === 'mkdir' && !found) unsynced.made(typeof made === 'string' ? made : path)
    if (name === 'link' || name === 'symlink' || name === 'copyFile') unsynced.made(to)
    if (name === 'copyFile') unsynced.writes(to, 0)
    if (!found && (name === 'writeFile' || name === 'appendFile')) {
      unsynced.made(path)
      unsynced.writes(path, 0)
    }
  }
  return { instead: null, after }
}
const isRecursive = (options: unknown) => (options as { recursive?: boolean } | undefined)?.recursive === true

function wrap(name: string, isRead: boolean): Call {
  const call = (real as unknown as Calls)[name]!
  return async (...args) => {
    const world = worldOf(args[0])
    if (!world) return call(...args)
    const path = String(args[0])
    const what = arrive(world, `${name} ${path}`, isRead)
    if (what === 'dead') return never
    if (what instanceof Error) throw what
    if (what === 'half') {
      const data = Buffer.from(args[1] as string)
      fs.writeFileSync(path, data.subarray(0, data.length / 2), { flag: name === 'appendFile' ? 'a' : 'w' })
      world.die()
      return never
    }
    const { instead, after } = track(world, name, args)
    const made = instead ? instead() : await call(...args)
    after(made)
    // It has gone meanwhile.
    return world.dead ? never : made
  }
}

async function open(path: string, flags: string | number = 'r', mode?: number): Promise<FileHandle> {
  const world = worldOf(path)
  if (!world) return real.open(path, flags, mode)
  const writes = typeof flags === 'string' && /[wa+]/.test(flags)
  const what = arrive(world, `open ${path} ${flags}`, !writes)
  if (what === 'dead' || what === 'half') return never
  if (what instanceof Error) throw what
  const isTracked = world.fault?.kind === 'cut'
  const was = fs.existsSync(path)
  if (isTracked && was && typeof flags === 'string' && flags.startsWith('w')) world.unsynced.writes(path)
  const handle = await real.open(path, flags, mode)
  if (isTracked && !was) {
    world.unsynced.made(path)
    world.unsynced.writes(path, 0)
  }
  return faultyHandle(world, path, handle)
}

/** Where it was opened: what is renamed is closed in this program. */
function faultyHandle(world: World, path: string, handle: FileHandle): FileHandle {
  const point = (
    name: string,
    isRead: boolean,
    before: (args: unknown[]) => void,
    half?: (args: unknown[]) => Promise<unknown>,
  ) => {
    const call = (handle as unknown as Calls)[name]!.bind(handle)
    return async (...args: unknown[]) => {
      const what = arrive(world, `${name} ${path}`, isRead)
      if (what === 'half') {
        await half?.(args)
        world.die()
      }
      if (what === 'dead' || what === 'half') return never
      if (what instanceof Error) throw what
      const isTracked = world.fault?.kind === 'cut'
      if (isTracked) before(args)
      const made = await call(...args)
      if (isTracked && name === 'sync') world.unsynced.synced(path)
      return world.dead ? never : made
    }
  }
  const size = () => fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const changed: Record<string, unknown> = {
    write: point(
      'write',
      false,
      ([, , length, at]) => world.unsynced.writes(path, Number(at), Number(length)),
      ([data, offset, length, at]) =>
        handle.write(data as Buffer, Number(offset), Math.floor(Number(length) / 2), Number(at)),
    ),
    writeFile: point(
      'writeFile',
      false,
      () => world.unsynced.writes(path, size(), 0),
      ([data]) =>
        handle.writeFile(Buffer.from(data as string).subarray(0, Buffer.from(data as string).length / 2)),
    ),
    sync: point('sync', false, () => {}),
    read: point('read', true, () => {}),
  }
  return new Proxy(handle, {
    get(target, name) {
      if (typeof name === 'string' && name in changed) return changed[name]
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as Call).bind(target) : value
    },
  })
}

const wrapped: Calls = { open: open as unknown as Call }
for (const name of READS) wrapped[name] = wrap(name, true)
for (const name of CHANGES) wrapped[name] = wrap(name, false)

export const promises = { ...real, ...wrapped, default: { ...real, ...wrapped } }

/** Those that hold a lock for a moment. */
const SYNC = ['linkSync', 'renameSync', 'rmSync', 'copyFileSync'] as const
const wrappedSync: Calls = {}
for (const name of SYNC) {
  const call = (fs as unknown as Calls)[name]!
  wrappedSync[name] = (...args) => {
    const world = worldOf(args[0])
    if (!world) return call(...args)
    const what = arrive(world, `${name} ${String(args[0])}`, false)
    if (what === 'dead' || what === 'half') throw new Error('the computer is off')
    if (what instanceof Error) throw what
    const { instead, after } = track(world, name.replace('Sync', ''), args)
    const made = instead ? instead() : call(...args)
    after(made)
    return made
  }
}
export const files = { ...fs, ...wrappedSync, promises, default: { ...fs, ...wrappedSync, promises } }

function spawn(binary: string, args: readonly string[], options: { cwd?: string }) {
  const world = worldOf(options.cwd)
  const what = world
    ? arrive(world, `spawn ${args.find((one) => /^[a-z-]+$/.test(one) && !one.startsWith('-')) ?? ''}`, false)
    : 'done'
  if (what === 'dead' || what === 'half') throw new Error('the computer is off')
  // As where git is being replaced with another version.
  const child = children.spawn(what instanceof Error ? `${binary}-gone` : binary, args, options)
  const { pid } = child
  if (world && pid !== undefined) {
    world.pids.add(pid)
    child.once('close', () => world.pids.delete(pid))
  }
  return child
}
export const processes = { ...children, spawn, default: { ...children, spawn } }
