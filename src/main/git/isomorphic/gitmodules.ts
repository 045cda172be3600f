import { parseConfig } from './parse-config.ts'

/**
 * What a .gitmodules file may not say: each line below once ran a stranger's program in some git.
 * @returns what is wrong with it, in words; null when it is harmless
 */
export function gitmodulesFault(content: Uint8Array): string | null {
  for (const { section, subsection, key, value } of parseConfig(content)) {
    if (section !== 'submodule') continue
    if (subsection === '' || subsection?.split(/[\\/]/).includes('..'))
      return 'a submodule is named to escape'
    if ((key === 'path' || key === 'url') && value.startsWith('-'))
      return `a submodule's ${key} begins like an option`
    if (key === 'url' && /\n|%0a/i.test(value)) return "a submodule's url has a line end"
    if (key === 'update' && value.startsWith('!')) return "a submodule's update is a command"
  }
  return null
}
