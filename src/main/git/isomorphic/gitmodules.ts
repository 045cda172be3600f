/** What a .gitmodules file may not say: each line below once ran a stranger's program in some git. */

const SECTION = /^[ \t]*\[[ \t]*submodule[ \t]+"((?:[^"\\]|\\.)*)"/i
const VALUE = /^[ \t]*(?:\[[^\]]*\][ \t]*)?(path|url|update)[ \t]*=(.*)$/i

/** What is wrong with it, in words; null when it is harmless. */
export function gitmodulesFault(content: Uint8Array): string | null {
  // A backslash at the end of a line joins it to the next.
  const lines = Buffer.from(content)
    .toString('utf8')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/)
  for (const line of lines) {
    const name = SECTION.exec(line)?.[1]?.replace(/\\(.)/g, '$1')
    if (name !== undefined && (name === '' || name.split(/[\\/]/).includes('..')))
      return 'a submodule is named to escape'
    const [, key = '', raw = ''] = VALUE.exec(line) ?? []
    const value = raw.replace(/"/g, '').trim()
    if (/^(path|url)$/i.test(key) && value.startsWith('-'))
      return `a submodule's ${key} begins like an option`
    if (/^url$/i.test(key) && /\n|%0a/i.test(value)) return "a submodule's url has a line end"
    if (/^update$/i.test(key) && value.startsWith('!')) return "a submodule's update is a command"
  }
  return null
}
