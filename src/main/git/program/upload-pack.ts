import { spawn } from 'node:child_process'
import { AppError } from '../../../shared/errors.ts'
import { findGit } from '../find-git.ts'
import { configArguments, gitEnvironment } from './environment.ts'

/**
 * Connects a repository with this process's standard input and output, as `git upload-pack` speaks it.
 * @returns the exit status. Throws GIT_MISSING.
 */
export async function uploadPack(repository: string): Promise<number> {
  const [binary] = await findGit(process)
  if (binary === undefined) throw new AppError('GIT_MISSING', 'no git program was found', 'install git')
  // Shallow and partial clones, and any commit that is there, as of a server that means well.
  const config = configArguments([
    ['uploadpack.allowFilter', 'true'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
  ])
  const child = spawn(binary, [...config, 'upload-pack', repository], {
    stdio: 'inherit',
    // Repositories that we made have no grafts; told to leave them alone, git tells the user that there are such things.
    env: { ...gitEnvironment(false), GIT_GRAFT_FILE: undefined },
    windowsHide: true,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
