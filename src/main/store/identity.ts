/** The user's identity: one ECDSA P-256 key, made at the first start (GTP/0.2 section 3). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/model.ts'
import { peerIdOf } from '../gtp/crypto.ts'
import { opensshKeyFromSpki } from '../gtp/openssh-key.ts'
import { writeAtomic } from './write-atomic.ts'

export interface Identity {
  readonly peerId: Hex
  /** "ecdsa-sha2-nistp256 BASE64". */
  readonly publicKey: string
  /** PKCS #8, for TLS. */
  readonly privateKeyPem: string
  /** ECDSA with SHA-256 over `data`: r and s, 32 bytes each (IEEE P1363). */
  sign(data: Uint8Array): Uint8Array
}

/** Loads the key, or makes one. A damaged key file is refused, never replaced: the key is who the user is. */
export async function loadIdentity(path: string): Promise<Identity> {
  let pem: string
  try {
    pem = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }) as string
    await writeAtomic(path, pem, 0o600)
  }
  return identityFromPem(pem, path)
}

/** @param path named in the error where the key can't be used */
export function identityFromPem(pem: string, path = 'the identity key'): Identity {
  const key = parseKey(pem, path)
  const publicKey = opensshKeyFromSpki(createPublicKey(key).export({ type: 'spki', format: 'der' }))
  return {
    peerId: peerIdOf(publicKey),
    publicKey,
    privateKeyPem: pem,
    sign: (data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  } catch {
    // Told below, in words that help.
  }
  throw new AppError(
    'BAD_INPUT',
    `${path} is not a P-256 private key`,
    'put back your copy of it; without one, move the file away and you start as a new person',
  )
}
