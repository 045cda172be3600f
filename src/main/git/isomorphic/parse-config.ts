/** Git's configuration format (git-config(1), "Syntax") as git's own reader takes it, for files that a stranger wrote. */

export interface Setting {
  /** In lower case: "submodule". */
  readonly section: string
  /** Between quotes: a submodule's name; null where there is none. */
  readonly subsection: string | null
  /** In lower case; empty for the section's own line. */
  readonly key: string
  readonly value: string
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '\\': '\\', '"': '"' }
const isSpace = (char: string) => char === ' ' || char === '\t' || char === '\r'

/** Every section and setting, in their order. Git gives up where something makes no sense; this goes on in the next line. */
export function parseConfig(bytes: Uint8Array): readonly Setting[] {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
  const reader = new Reader(text)
  const found: Setting[] = []
  let place: Pick<Setting, 'section' | 'subsection'> = { section: '', subsection: null }
  while (!reader.atEnd) {
    const char = reader.peek()
    if (char === '\n' || isSpace(char)) reader.at++
    else if (char === '[') {
      const next = reader.section()
      if (next) found.push({ ...(place = next), key: '', value: '' })
    } else if (/[a-z]/i.test(char)) {
      const setting = reader.setting()
      if (setting) found.push({ ...place, ...setting })
    } else reader.skipLine()
  }
  return found
}

class Reader {
  at = 0
  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  /** A line end at the end, as git sees one. */
  peek(): string {
    return this.text[this.at] ?? '\n'
  }

  skipLine(): null {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
    return null
  }

  section(): Pick<Setting, 'section' | 'subsection'> | null {
    this.at++
    const section = this.#word(/[a-z0-9.-]/i)
    if (this.peek() === ']') {
      this.at++
      // The old way: [submodule.x]
      const dot = section.indexOf('.')
      return dot < 0
        ? { section, subsection: null }
        : { section: section.slice(0, dot), subsection: section.slice(dot + 1) }
    }
    while (isSpace(this.peek())) this.at++
    if (this.peek() !== '"') return this.skipLine()
    this.at++
    let subsection = ''
    for (;;) {
      if (this.peek() === '\n') return null
      if (this.peek() === '"') break
      if (this.peek() === '\\') this.at++
      if (this.peek() === '\n') return null
      subsection += this.peek()
      this.at++
    }
    this.at++
    if (this.peek() !== ']') return this.skipLine()
    this.at++
    return { section, subsection }
  }

  setting(): Pick<Setting, 'key' | 'value'> | null {
    const key = this.#word(/[a-z0-9-]/i)
    while (this.peek() === ' ' || this.peek() === '\t') this.at++
    if (this.peek() === '\n') return { key, value: '' }
    if (this.peek() !== '=') return this.skipLine()
    this.at++
    return { key, value: this.#value() }
  }

  #word(part: RegExp): string {
    const from = this.at
    while (!this.atEnd && part.test(this.peek())) this.at++
    return this.text.slice(from, this.at).toLowerCase()
  }

  /** Up to the line's end, which a backslash takes away; without quotes, comments, and spaces around it. */
  #value(): string {
    const parts: string[] = []
    let quoted = false
    for (; this.peek() !== '\n'; this.at++) {
      const char = this.peek()
      if (!quoted && (char === '#' || char === ';')) {
        this.skipLine()
        break
      }
      if (char === '"') quoted = !quoted
      else if (char !== '\\') parts.push(char)
      else {
        this.at++
        if (this.atEnd) break
        parts.push(this.peek() === '\n' ? '' : (ESCAPES[this.peek()] ?? this.peek()))
      }
    }
    return parts.join('').trim()
  }
}
