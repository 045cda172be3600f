/** A path as one word of a POSIX shell. */
export const shellWord = (path: string) =>
  /^[\w@%+=:,./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`

/** What to type to work in a clone: each line with what it does. */
export const firstSteps = (path: string): readonly { readonly line: string; readonly what: string }[] => [
  { line: `cd ${shellWord(path)}`, what: 'Go there' },
  { line: 'git log --oneline --graph --all', what: 'See everybody’s commits' },
  { line: 'git switch -c my-idea', what: 'Start something of your own' },
]
