/** The commands of a document: its fenced blocks of sh, in their order. */

export interface Block {
  /** Line of the opening fence. */
  readonly line: number
  /** On whose computer: the word after `sh`; empty for anybody's. */
  readonly person: string
  readonly text: string
  /** Why it isn't run here; null: it is. */
  readonly reason: string | null
}

/** Throws for a fence without a language, or one that is not closed. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let open: { line: number; info: string; text: string[]; reason: string | null } | null = null
  let reason: string | null = null
  markdown.split('\n').forEach((text, index) => {
    const [, info] = /^```(.*)$/.exec(text) ?? []
    if (open && info === '') {
      const [language, person = ''] = open.info.split(' ')
      if (language === 'sh')
        blocks.push({ line: open.line, person, text: open.text.join('\n'), reason: open.reason })
      open = null
      reason = null
    } else if (open) open.text.push(text)
    else if (info === '') throw new Error(`line ${index + 1}: a fence without a language`)
    else if (info !== undefined) open = { line: index + 1, info, text: [], reason }
    else if (/^<!-- not run: /.test(text)) reason = /^<!-- not run: (.*) -->$/.exec(text)?.[1] ?? ''
    else if (text.trim() !== '') reason = null
  })
  if (open) throw new Error('a fence is not closed')
  return blocks
}
