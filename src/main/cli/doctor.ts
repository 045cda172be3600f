import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import type { Check } from '../../shared/doctor-model.ts'
import { writeReport } from './write-report.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface DoctorOptions extends CommonOptions {
  readonly report?: string | true
}

export function addDoctor(program: Command): void {
  withCommon(
    program.command('doctor'),
    'gittorrent doctor',
    'gittorrent doctor --report               # a file for a bug report, without keys, tokens or contents of files',
  )
    .description('say what works on this network, and what to do about the rest')
    .option(
      '--report [file]',
      'write all that helps to find a fault into one file instead; without a node as well',
    )
    .action(async ({ report, ...options }: DoctorOptions) => {
      if (report !== undefined) return writeReport(options, report)
      const { checks } = await withNode(options, (node) => node.call('doctor', {}))
      print(options, { checks }, checks.flatMap(lines))
      const failed = checks.filter(({ state }) => state === 'failed')
      if (failed.length === 0) return
      const what = failed.map(({ title }) => title.toLowerCase()).join(', ')
      throw new AppError(
        'NETWORK_TROUBLE',
        `something is wrong: ${what}`,
        'do what is said there, and look again',
      )
    })
}

const MARKS: Readonly<Record<Check['state'], string>> = {
  ok: 'ok  ',
  warning: 'look',
  failed: 'BAD ',
  unknown: '-   ',
}

const lines = ({ state, title, text, hint, commands }: Check): string[] => [
  `${MARKS[state]}  ${title}: ${text}`,
  ...(hint ? [`      ${hint}`] : []),
  ...commands.map((command) => `      $ ${command}`),
]
