import { expect, it } from 'vitest'
import { hrefOf, viewOf } from './view.ts'

it('turns views into fragments and back', () => {
  const views = [
    { name: 'nearby' },
    { name: 'activity' },
    { name: 'settings' },
    { name: 'project', repoHash: 'ab'.repeat(20) },
    { name: 'project', repoHash: 'ab'.repeat(20), tab: 'people' },
  ] as const
  for (const view of views) expect(viewOf(hrefOf(view))).toEqual(view)
})

it('shows a project’s first part for a part that there is not', () => {
  const repoHash = 'ab'.repeat(20)
  expect(viewOf(`#/project/${repoHash}/wiki`)).toEqual({ name: 'project', repoHash })
})

it('shows Nearby for what it does not know', () => {
  for (const fragment of ['', '#', '#token=abc', '#/project/xyz', '#/other']) {
    expect(viewOf(fragment)).toEqual({ name: 'nearby' })
  }
})
