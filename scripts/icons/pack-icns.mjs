/** Types of an icns file that hold PNGs, by their size in pixels; the second is for double density. */
const TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
])

/**
 * A macOS icon file.
 * @param {readonly { size: number, png: Buffer }[]} images
 * @returns {Buffer}
 */
export function packIcns(images) {
  const parts = TYPES.flatMap(([type, wanted]) => {
    const image = images.find(({ size }) => size === wanted)
    return image ? [part(type, image.png)] : []
  })
  return part('icns', Buffer.concat(parts))
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function part(type, data) {
  const header = Buffer.alloc(8)
  header.write(type, 'latin1')
  header.writeUInt32BE(8 + data.length, 4)
  return Buffer.concat([header, data])
}
