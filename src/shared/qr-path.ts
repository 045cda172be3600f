/** A QR code as the path of an SVG: square modules, dark ones drawn. */

/** Light modules around it that readers need. */
const QUIET = 4

/** A run of modules is one rectangle. @returns the path, and the side of the square that it lies in */
export function qrPath(code: { readonly size: number; get(x: number, y: number): boolean }): {
  readonly path: string
  readonly size: number
} {
  let path = ''
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue
      const from = x
      while (code.get(x + 1, y)) x++
      path += `M${from + QUIET} ${y + QUIET}h${x - from + 1}v1H${from + QUIET}z`
    }
  }
  return { path, size: code.size + 2 * QUIET }
}
