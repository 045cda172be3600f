/**
 * Assembles the app for Linux around a stand-in for Electron's program, and writes what deb, rpm and AppImage would put beside it:
 * `assemble.mjs FOLDER [electron-builder's options as JSON]` makes FOLDER/dist, desktop.desktop, mime.xml and icons.json.
 */
import { build, Platform } from 'electron-builder'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const [folder = '', more = '{}'] = process.argv.slice(2)
const root = resolve(import.meta.dirname, '..', '..')

await build({
  projectDir: root,
  targets: Platform.LINUX.createTarget('dir'),
  publish: 'never',
  config: {
    extends: join(root, 'electron-builder.yml'),
    electronDist: join(folder, 'electron'),
    directories: { output: join(folder, 'dist') },
    ...JSON.parse(more),
    afterPack: async ({ packager }) => {
      const helper = new LinuxTargetHelper(packager)
      await helper.writeDesktopEntry(
        packager.platformSpecificBuildOptions,
        null,
        join(folder, 'desktop.desktop'),
      )
      copyFileSync(await helper.mimeTypeFiles, join(folder, 'mime.xml'))
      writeFileSync(join(folder, 'icons.json'), JSON.stringify(await helper.icons))
    },
  },
})
