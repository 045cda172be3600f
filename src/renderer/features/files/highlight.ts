/** The highlighter, loaded when the first file is shown. */
import highlighter from 'highlight.js/lib/common'
import cmake from 'highlight.js/lib/languages/cmake'
import clojure from 'highlight.js/lib/languages/clojure'
import dart from 'highlight.js/lib/languages/dart'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import elixir from 'highlight.js/lib/languages/elixir'
import haskell from 'highlight.js/lib/languages/haskell'
import nix from 'highlight.js/lib/languages/nix'
import ocaml from 'highlight.js/lib/languages/ocaml'
import powershell from 'highlight.js/lib/languages/powershell'
import protobuf from 'highlight.js/lib/languages/protobuf'
import scala from 'highlight.js/lib/languages/scala'
import { tokenLines, type Token } from './tokens.ts'

const MORE = { cmake, clojure, dart, dockerfile, elixir, haskell, nix, ocaml, powershell, protobuf, scala }
for (const [name, language] of Object.entries(MORE)) highlighter.registerLanguage(name, language)

/** Characters that are highlighted, and of one line: made or packed files would hold the window up. */
const MAX_CODE = 200_000
const MAX_LINE = 5_000

/** Files whose name says it, rather than its ending. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ 'cmakelists.txt': 'cmake', gemfile: 'ruby', rakefile: 'ruby', '.bashrc': 'bash', '.gitconfig': 'ini' },
  ...{ '.gitmodules': 'ini', '.editorconfig': 'ini', 'cargo.lock': 'toml' },
}

/** The language of a file by its path, or of a name as it stands in Markdown; null for those that aren't known. */
export function languageOf(path: string): string | null {
  const name = path.split('/').at(-1)!.toLowerCase()
  const language = NAMES[name] ?? name.split('.').at(-1)!
  return highlighter.getLanguage(language) ? language : null
}

/** Code as coloured lines; null where it is too much. */
export function highlight(code: string, language: string): readonly (readonly Token[])[] | null {
  if (code.length > MAX_CODE || code.split('\n').some((line) => line.length > MAX_LINE)) return null
  return tokenLines(highlighter.highlight(code, { language, ignoreIllegals: true }).value)
}
