/** From the project to where the work is done: the editor, a terminal, the folder. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSmallRepository } from '../../test/git/build-small-repository.ts'
import { expect, test } from '../fixtures/window.ts'

test('opens the clone by a button, a key, and the palette', async ({ open }) => {
  const bin = mkdtempSync(join(tmpdir(), 'gittorrent-bin-'))
  try {
    const told = join(bin, 'told')
    mkdirSync(join(bin, 'on-path'))
    for (const name of ['code', 'xdg-open']) {
      const file = join(bin, 'on-path', name)
      writeFileSync(file, `#!/bin/sh\necho "${name} $1" >> '${told}'\n`)
      chmodSync(file, 0o755)
    }
    // Git is wanted, too.
    const { node, page } = await open({
      name: 'Alice',
      env: { PATH: `${join(bin, 'on-path')}:/usr/bin:/bin`, DISPLAY: ':99' },
    })
    const repo = join(node.folder, 'kite')
    buildSmallRepository(repo)
    await node.json('publish', repo)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /kite/ }).click()
    const openIn = page.getByRole('group', { name: 'Open clone in' })
    await openIn.getByRole('button', { name: 'Open in editor' }).click()
    await expect(page.getByText('Opening Visual Studio Code')).toBeVisible()
    await page.getByRole('heading', { name: 'kite' }).click()
    await page.keyboard.press('d')
    await expect.poll(() => readFileSync(told, 'utf8')).toContain(`xdg-open ${repo}`)
    expect(readFileSync(told, 'utf8')).toContain(`code ${repo}`)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('show folder')
    await page.keyboard.press('Enter')
    await expect.poll(() => readFileSync(told, 'utf8').match(/xdg-open/g)?.length).toBe(2)
  } finally {
    rmSync(bin, { recursive: true, force: true })
  }
})
