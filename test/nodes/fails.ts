import { expect } from 'vitest'
import type { TestNode } from './start-node.ts'

/** A command fails with one line on stderr: what happened, and what to do; in our words, not in the schema's. */
export async function fails(node: TestNode, words: string[], expected: RegExp): Promise<void> {
  const { code, stdout, stderr } = await node.run(...words)
  expect(stderr).toMatch(expected)
  expect(stderr).toMatch(/^gittorrent: [^\n]+; [^\n]+\n$/)
  expect(stderr).not.toMatch(/expected \w+|Too (big|small)|Invalid/)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
}
