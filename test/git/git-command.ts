/** The real git for tests: the same result on every machine, whatever its user has configured. */
import { execFileSync } from 'node:child_process'

/** A date that every object made by tests bears. */
export const TEST_DATE = '1700000000 +0100'

export const testEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Alice',
  GIT_AUTHOR_EMAIL: 'alice@example.org',
  GIT_AUTHOR_DATE: TEST_DATE,
  GIT_COMMITTER_NAME: 'Alice',
  GIT_COMMITTER_EMAIL: 'alice@example.org',
  GIT_COMMITTER_DATE: TEST_DATE,
  GIT_ADVICE: '0',
  LC_ALL: 'C',
})

/** Runs git in a folder and returns its output without the last line end; throws with git's words. */
export function gitCommand(folder: string, ...args: readonly string[]): string {
  return gitWithInput(folder, '', ...args)
}

export function gitWithInput(folder: string, input: string | Buffer, ...args: readonly string[]): string {
  const options = {
    cwd: folder,
    env: testEnvironment(),
    input,
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  } as const
  const quiet = ['-c', 'advice.nestedTag=false', '-c', 'advice.addEmbeddedRepo=false', '-c', 'gc.auto=0']
  return execFileSync('git', [...quiet, ...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] }).replace(
    /\n$/,
    '',
  )
}
