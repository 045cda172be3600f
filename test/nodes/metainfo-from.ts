import { expect } from 'vitest'
import type { TestNode } from './start-node.ts'

/** A project's metainfo as a node gives it to anybody. */
export async function metainfoFrom(node: TestNode, repo: string): Promise<Uint8Array> {
  const response = await fetch(`http://127.0.0.1:${node.port}/${repo}.gittorrent`)
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}
