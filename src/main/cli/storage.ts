import { InvalidArgumentError, type Command } from 'commander'
import { bytes } from '../../shared/format.ts'
import type { StorageView } from '../../shared/storage-model.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface StorageOptions extends CommonOptions {
  readonly quota?: number | null
  readonly free?: string
  readonly onlyCopy?: boolean
}

export function addStorage(program: Command): void {
  withCommon(
    program.command('storage'),
    'gittorrent storage',
    'gittorrent storage --quota 20GB',
    'gittorrent storage --free kite',
  )
    .description('what is kept of projects so that others can have it, beside the clones')
    .option(
      '--quota <size>',
      'the most that it may take, such as 500MB or 20GB; none: as much as there is',
      size,
    )
    .option('--free <project>', 'delete what is kept of a project that others have as well; its clone stays')
    .option('--only-copy', 'with --free: even what nobody else here has')
    .action(async ({ quota, free, onlyCopy = false, ...options }: StorageOptions) => {
      const result = await withNode(options, async (node) => {
        if (quota !== undefined) await node.call('updateSettings', { storeQuota: quota })
        const freed = free === undefined ? null : await node.call('freeStorage', { project: free, onlyCopy })
        return { ...(await node.call('storage', {})), ...freed }
      })
      print(options, result, [...freedLines(result), ...lines(result)])
    })
}

const freedLines = ({ freed, onlyHere }: { freed?: number; onlyHere?: number }): string[] => [
  ...(freed === undefined ? [] : [`Freed ${bytes(freed)}`]),
  ...(onlyHere ? [`Kept ${bytes(onlyHere)} that nobody else here has; --only-copy deletes it as well`] : []),
]

const lines = ({ quota, used, projects }: StorageView): string[] => [
  `${bytes(used)} of ${quota === null ? 'as much as there is' : bytes(quota)}`,
  ...projects.map(
    (each) =>
      `${bytes(each.bytes).padStart(9)}  ${each.name}: ${each.own ? 'yours' : `${each.others} others have it, ${bytes(each.freeable)} could go`}`,
  ),
]

const UNITS: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 }

/** @returns bytes; null for none */
function size(text: string): number | null {
  if (text === 'none') return null
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?) ?([MGT]B)$/i.exec(text) ?? []
  const factor = UNITS[unit.toUpperCase()]
  if (count === undefined || factor === undefined || Number(count) * factor < 1e6)
    throw new InvalidArgumentError('a size is a number with MB, GB or TB, at least 1MB, or none.')
  return Number(count) * factor
}
