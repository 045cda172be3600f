/**
 * Draws resources/icon.svg in all sizes that desktops ask for: `node scripts/icons/make.mjs`, after a change of the picture.
 * What it makes is in the repository: packaging needs no browser.
 */
import { chromium } from '@playwright/test'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packIcns } from './pack-icns.mjs'
import { packIco } from './pack-ico.mjs'

const SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
/** Icon themes of Linux have no larger ones. */
const MAX_THEME = 512
const MAX_ICO = 256

const resources = resolve(import.meta.dirname, '..', '..', 'resources')
const svg = readFileSync(join(resources, 'icon.svg'), 'utf8')
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath })
const page = await browser.newPage()

/** @param {number} size */
async function draw(size) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  return { size, png: await page.screenshot({ omitBackground: true }) }
}

const images = []
for (const size of SIZES) images.push(await draw(size))
await browser.close()

mkdirSync(join(resources, 'icons'), { recursive: true })
for (const { size, png } of images) {
  if (size <= MAX_THEME) writeFileSync(join(resources, 'icons', `${size}x${size}.png`), png)
  if (size === 1024) writeFileSync(join(resources, 'icon.png'), png)
}
writeFileSync(join(resources, 'icon.ico'), packIco(images.filter(({ size }) => size <= MAX_ICO)))
writeFileSync(join(resources, 'icon.icns'), packIcns(images))
