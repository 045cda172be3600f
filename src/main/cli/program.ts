/** The command line: exit 0 done, 1 failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { VERSION } from '../host/version.ts'
import { printError, withExamples } from './command.ts'
import { addActivity } from './activity.ts'
import { addAutoMerge } from './auto-merge.ts'
import { addComplete } from './complete.ts'
import { addCompletion } from './completion.ts'
import { addDoctor } from './doctor.ts'
import { addStorage } from './storage.ts'
import { addJoin } from './join.ts'
import { addLeave, addUnpublish } from './leave.ts'
import { addNearby } from './nearby.ts'
import { addMute, addTrust } from './people.ts'
import { addPublish } from './publish.ts'
import { addPublishHeads } from './publish-heads.ts'
import { addStart, type RunNode } from './start.ts'
import { addStatus } from './status.ts'
import { addStop } from './stop.ts'
import { addTracker } from './tracker.ts'
import { addUi } from './ui.ts'

/** All commands, in the order in which --help shows them. */
export function createProgram(runNode: RunNode): Command {
  const program = new Command('gittorrent')
    .description('Share git projects with the people around you: no server, no account, no internet.')
    .version(VERSION)
    .showHelpAfterError('(gittorrent --help lists the commands)')
    .exitOverride()
  withExamples(program, [
    'gittorrent start --open          # a node, and its window in the browser; leave it running',
    'gittorrent publish .             # share the project in this folder',
    'gittorrent nearby --wait 2       # what others share',
    'gittorrent join pocket-sql       # a normal clone of it, from everybody who has it',
  ]).addHelpText('after', `\n${STATUS}`)
  program.commandsGroup('A node:')
  addStart(program, runNode)
  addStop(program)
  addStatus(program)
  addUi(program)
  program.commandsGroup('Projects:')
  addPublish(program)
  addNearby(program)
  addJoin(program)
  addLeave(program)
  addUnpublish(program)
  program.commandsGroup('Working together:')
  addPublishHeads(program)
  addAutoMerge(program)
  addTrust(program)
  addMute(program)
  addActivity(program)
  program.commandsGroup('Housekeeping:')
  addDoctor(program)
  addStorage(program)
  addTracker(program)
  addCompletion(program)
  addComplete(program)
  return program
}

const STATUS = `Exit status: 0 done; 1 failed, stderr says what happened and what to do; 2 wrong usage.
With --json a failure is {"error": {"code", "message", "action", "data"}} on stdout (of start and
tracker the last line on stderr); codes stay as they are.`

/**
 * Runs one command.
 * @param argv as process.argv
 * @returns the exit status
 */
export async function runProgram(argv: readonly string[], runNode: RunNode): Promise<number> {
  try {
    await createProgram(runNode).parseAsync(argv)
    return 0
  } catch (error) {
    const json = argv.includes('--json') ? (tellsReady(argv) ? process.stderr : process.stdout) : null
    if (!(error instanceof CommanderError)) {
      printError(error, json)
      return 1
    }
    if (error.exitCode === 0) return 0
    // Commander has told people already.
    json?.write(`${JSON.stringify({ error: wrongUsage(error) })}\n`)
    return 2
  }
}

/** Commands whose first line on stdout says that they are ready: no other line may be taken for it, so errors are told on stderr. */
const tellsReady = (argv: readonly string[]) =>
  ['start', 'tracker'].includes(argv.slice(2).find((word) => !word.startsWith('-')) ?? '')

const wrongUsage = ({ message }: CommanderError) =>
  new AppError('BAD_INPUT', message.replace(/^error: /, ''), 'look at gittorrent --help')
