import { GtpError } from '../types.ts'

/** Reads lines of "KEYWORD VALUE", in the order in which they are asked for. Throws GtpError 'references'. */
export class LineReader {
  private readonly lines: readonly string[]
  private at = 0

  /** @param text lines that are all ended by a newline */
  constructor(text: string) {
    this.lines = text.split('\n').slice(0, -1)
  }

  ended(): boolean {
    return this.at >= this.lines.length
  }

  next(): string {
    const line = this.lines[this.at++]
    if (line === undefined) throw new GtpError('references', 'the references end early')
    return line
  }

  has(keyword: string): boolean {
    return this.lines[this.at]?.startsWith(`${keyword} `) ?? false
  }

  value(keyword: string): string {
    if (!this.has(keyword))
      throw new GtpError('references', `line ${this.at + 1} should begin with "${keyword} "`)
    return this.next().slice(keyword.length + 1)
  }

  optional(keyword: string): string | undefined {
    return this.has(keyword) ? this.value(keyword) : undefined
  }

  /** A decimal number that is a safe integer. */
  number(keyword: string): number {
    return decimal(this.value(keyword), keyword)
  }

  choice<T extends string>(keyword: string, choices: readonly T[]): T {
    const value = this.value(keyword)
    const choice = choices.find((candidate) => candidate === value)
    if (choice === undefined) throw new GtpError('references', `${keyword} is none of ${choices.join(', ')}`)
    return choice
  }

  blank(): void {
    if (this.next() !== '') throw new GtpError('references', `line ${this.at} should be empty`)
  }
}

/** A whole number in decimal digits, without sign or leading zeros. */
export function decimal(text: string, field: string): number {
  const value = Number(text)
  if (!/^(?:0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(value)) {
    throw new GtpError('references', `${field} is not a whole number`)
  }
  return value
}
