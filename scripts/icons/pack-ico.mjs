/**
 * A Windows icon file: a directory of PNGs (since Windows Vista).
 * @param {readonly { size: number, png: Buffer }[]} images at most 256 pixels wide
 * @returns {Buffer}
 */
export function packIco(images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2) // an icon
  header.writeUInt16LE(images.length, 4)
  let at = header.length
  images.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index
    header.writeUInt8(size % 256, entry) // 0 stands for 256
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4) // planes
    header.writeUInt16LE(32, entry + 6) // bits a pixel
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(at, entry + 12)
    at += png.length
  })
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}
