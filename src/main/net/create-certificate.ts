import { createPrivateKey, createPublicKey, randomBytes, webcrypto, type KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { isP256 } from './peer-identity.ts'
import './reflect-metadata.ts'

const DAY = 24 * 60 * 60 * 1000
const VALID_DAYS = 3652
const SERIAL_BYTES = 16
const P256 = { name: 'ECDSA', namedCurve: 'P-256' }

/**
 * A self-signed X.509 certificate around a node's identity key. It carries the key through TLS and says nothing else:
 * the name is the same for all, and nobody looks at the dates (GTP/0.2 section 7).
 * @param privateKey ECDSA P-256, as a KeyObject or PKCS #8 in PEM; AppError BAD_INPUT for any other
 * @param now        Unix milliseconds; it is valid for ten years from a day before, for clocks that are behind
 * @returns PEM
 */
export async function createCertificate(privateKey: KeyObject | string, now = Date.now()): Promise<string> {
  const key = parseKey(privateKey)
  const keys = {
    privateKey: await webcrypto.subtle.importKey('pkcs8', exportDer(key), P256, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', exportDer(createPublicKey(key)), P256, true, [
      'verify',
    ]),
  }
  // Loaded only now: the library must come after reflect-metadata.ts however a bundler orders static imports.
  const x509 = await import('@peculiar/x509')
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=gittorrent',
      serialNumber: randomSerial(),
      notBefore: new Date(now - DAY),
      notAfter: new Date(now - DAY + VALID_DAYS * DAY),
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ],
    },
    webcrypto as Crypto,
  )
  return certificate.toString('pem')
}

/** Positive and of full length, as RFC 5280 section 4.1.2.2 asks. */
function randomSerial(): string {
  const serial = randomBytes(SERIAL_BYTES)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  return serial.toString('hex')
}

const exportDer = (key: KeyObject): Buffer =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'der' } as {
    type: 'spki'
    format: 'der'
  })

function parseKey(privateKey: KeyObject | string): KeyObject {
  try {
    const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
    if (key.type === 'private' && isP256(key)) return key
  } catch {
    // Told below, in words that help.
  }
  throw new AppError(
    'BAD_INPUT',
    'the identity key is not a P-256 private key',
    'put back your copy of it; without one, move the file away and you start as a new person',
  )
}
