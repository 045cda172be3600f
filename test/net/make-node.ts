import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { peerIdOf } from '../../src/main/gtp/crypto.ts'
import { createCertificate } from '../../src/main/net/create-certificate.ts'
import { createTlsTransport } from '../../src/main/net/tls-transport.ts'

export const newKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string

/** A node with a new identity whose transport is TLS, on loopback. */
export async function makeTlsNode(onHttp: RequestListener = (_request, response) => void response.end()) {
  const privateKeyPem = newKey()
  const certificatePem = await createCertificate(privateKeyPem)
  const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' })
  return {
    peerId: peerIdOf(spki),
    privateKeyPem,
    certificatePem,
    transport: createTlsTransport({ privateKeyPem, certificatePem, host: '127.0.0.1', onHttp }),
  }
}
