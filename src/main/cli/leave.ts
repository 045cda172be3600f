import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

export function addLeave(program: Command): void {
  withCommon(program.command('leave'), 'gittorrent leave kite')
    .description('leave a project; the clone stays on disk')
    .argument('<project>', 'name or repo hash')
    .action(async (project: string, options: CommonOptions) => {
      const result = await withNode(options, (node) => node.call('leave', { project }))
      print(options, result, [
        existsSync(result.path)
          ? `Left ${result.name}; the clone stays in ${result.path}`
          : `Left ${result.name}; there is no clone of yours`,
      ])
    })
}

export function addUnpublish(program: Command): void {
  withCommon(program.command('unpublish'), 'gittorrent unpublish kite')
    .description('stop sharing a project; copies that others made remain')
    .argument('<project>', 'name or repo hash')
    .action(async (project: string, options: CommonOptions) => {
      const result = await withNode(options, (node) => node.call('unpublish', { project }))
      print(options, result, [`${result.name} is no longer shared; your repository stays in ${result.path}`])
    })
}
