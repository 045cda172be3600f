/** What every git process starts with: nothing that a repository or a stranger wrote may run a program. */

/** Configuration that outranks the repository's own. */
const CONFIG = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.pager', 'cat'],
  ['core.alternateRefsCommand', ''],
  ['submodule.recurse', 'false'],
  ['credential.helper', ''],
  ['log.showSignature', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // Checked before a checkout as well; defence in depth costs nothing.
  ['core.protectNTFS', 'true'],
  ['core.protectHFS', 'true'],
  // A repository of another owner is only read, by commands that run nothing of its configuration: that is what
  // git's ownership check is there for. Git before 2.38 ignores this line, and its refusal becomes a clear error.
  ['safe.directory', '*'],
  // What a ref names is on the disk before the ref is: git itself leaves that to the system. An index is made again from
  // what it names, and syncing it would wait for the whole working tree. Git before 2.36 ignores this.
  ['core.fsync', 'all,-index'],
] as const

/** Arguments that come before the subcommand. */
export const configArguments = (extra: readonly (readonly [string, string])[] = []) =>
  [...CONFIG, ...extra].flatMap(([key, value]) => ['-c', `${key}=${value}`])

/**
 * The environment of a git process: the caller's without any GIT_* variable, with messages in English (they are
 * parsed), and by default without the user's and the system's configuration (filters and aliases live there).
 * Git before 2.32 doesn't know GIT_CONFIG_GLOBAL, hence the home that does not exist.
 */
export function gitEnvironment(userConfig: boolean): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(GIT_|SSH_ASKPASS$)/i.test(name))
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ADVICE: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    // What is published are the objects themselves, not what replacements or grafts make of them.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_DEFAULT_REF_FORMAT: 'files',
    ...(userConfig ? {} : NO_USER_CONFIG),
  }
}

const NO_USER_CONFIG = {
  HOME: '/nonexistent',
  XDG_CONFIG_HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
}
