/** Longest name before the extension, in characters. */
const MAX_FILE_NAME = 80

/**
 * A header that saves a body as `NAME.gittorrent` (RFC 6266, and RFC 8187 for names beyond ASCII). What a file system
 * or a shell may take for something else becomes "-".
 */
export function contentDisposition(name: string): string {
  const plain = [...name.normalize('NFC')]
    .slice(0, MAX_FILE_NAME)
    .join('')
    .replace(/[^\p{L}\p{M}\p{N} ._+-]+/gu, '-')
    .replace(/^[\s.-]+|[\s.]+$/g, '')
  const file = `${plain || 'project'}.gittorrent`
  const ascii = file.replace(/[^\x20-\x7e]+/g, '-')
  const extended = encodeURIComponent(file).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`
}
