/** The key leaves for another computer, or comes from one. It is the user: nothing is overwritten. */
import { createPrivateKey } from 'node:crypto'
import { link, open, readFile } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { identityFromPem, type Identity } from './identity.ts'
import { writeAtomic } from './write-atomic.ts'

/** Bytes; a P-256 key takes less than 1,000. */
const MAX_KEY_FILE = 16 * 1024

/** Writes it to a new file that only the user may read: PKCS #8, encrypted where a passphrase is given. */
export async function exportKey(identity: Identity, path: string, passphrase = ''): Promise<void> {
  const key = createPrivateKey(identity.privateKeyPem)
  const cipher = passphrase === '' ? {} : { cipher: 'aes-256-cbc', passphrase }
  const pem = key.export({ type: 'pkcs8', format: 'pem', ...cipher })
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new AppError('BAD_INPUT', `${path} is there already`, 'choose another name; nothing was changed')
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR')
      throw new AppError(
        'BAD_INPUT',
        `${path} is in no folder that is there`,
        'choose a folder and a new name',
      )
    throw error
  })
  try {
    await file.writeFile(pem)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Puts the key of a file in the place of the one at `identityPath`, which is kept beside it.
 * @returns who it is, and where the one before went. BAD_INPUT for what is no such key
 */
export async function importKey(
  identityPath: string,
  path: string,
  passphrase = '',
): Promise<{ readonly identity: Identity; readonly kept: string }> {
  const identity = identityFromPem(decrypted(await readKey(path), path, passphrase), path)
  const before = identityFromPem(await readFile(identityPath, 'utf8'), identityPath)
  if (before.peerId === identity.peerId)
    throw new AppError('BAD_INPUT', `${path} holds the key that you have`, 'there is nothing to do')
  const kept = identityPath.replace(/\.pem$/, `-${before.peerId.slice(0, 16)}.pem`)
  await link(identityPath, kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') return writeAtomic(kept, before.privateKeyPem, 0o600)
    return undefined // the same key, kept before
  })
  await writeAtomic(identityPath, identity.privateKeyPem, 0o600)
  return { identity, kept }
}

async function readKey(path: string): Promise<string> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      throw new AppError('BAD_INPUT', `there is no file ${path}`, 'choose the exported key')
    throw error
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_KEY_FILE), 0, MAX_KEY_FILE, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } catch {
    throw new AppError('BAD_INPUT', `${path} can't be read`, 'choose the file of an exported key')
  } finally {
    await file.close()
  }
}

/** As it lies in the data directory: without a passphrase. */
function decrypted(pem: string, path: string, passphrase: string): string {
  if (!pem.includes('ENCRYPTED PRIVATE KEY')) return pem
  if (passphrase === '')
    throw new AppError('BAD_INPUT', `${path} is encrypted`, 'give the passphrase that it was exported with')
  try {
    return createPrivateKey({ key: pem, passphrase }).export({ type: 'pkcs8', format: 'pem' }) as string
  } catch {
    throw new AppError('BAD_INPUT', `that is not the passphrase of ${path}`, 'type it again')
  }
}
