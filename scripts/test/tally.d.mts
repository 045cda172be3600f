export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
  readonly files: readonly { readonly name: string; readonly seconds: number }[]
}
export const nothing: Tally
export const oneFailed: Tally
export function add(a: Tally, b: Tally): Tally
export function tallyVitest(report: unknown): Tally
export function tallyPlaywright(report: unknown): Tally
export function withStrayErrors(
  tally: Tally,
  errors: readonly { readonly file: string; readonly text: string }[],
): Tally
export function withExit(tally: Tally, code: number): Tally
export function closingLine(tally: Tally): string
export function failureLines(tally: Tally): string
export function slowestLines(tally: Tally): string
