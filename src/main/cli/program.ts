/** The command line: exit 0 done, 1 failed, 2 wrong usage. */
import { Command, CommanderError } from 'commander'
import { VERSION } from '../host/version.ts'
import { printError } from './command.ts'
import { addActivity } from './activity.ts'
import { addAutoMerge } from './auto-merge.ts'
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

/**
 * Runs one command.
 * @param argv as process.argv
 * @returns the exit status
 */
export async function runProgram(argv: readonly string[], runNode: RunNode): Promise<number> {
  const program = new Command('gittorrent')
    .description('share git projects with the people around you')
    .version(VERSION)
    .showHelpAfterError('(gittorrent --help lists the commands)')
    .exitOverride()
  addStart(program, runNode)
  addPublish(program)
  addNearby(program)
  addJoin(program)
  addPublishHeads(program)
  addAutoMerge(program)
  addTrust(program)
  addMute(program)
  addStatus(program)
  addActivity(program)
  addStorage(program)
  addDoctor(program)
  addLeave(program)
  addUnpublish(program)
  addStop(program)
  addTracker(program)

  try {
    await program.parseAsync(argv)
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    printError(error)
    return 1
  }
}
