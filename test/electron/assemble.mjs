/**
 * Assembles the app for Linux around a stand-in for Electron's program, and writes what deb, rpm and AppImage would put beside it:
 * `assemble.mjs FOLDER [electron-builder's options as JSON]` makes FOLDER/dist, desktop.desktop, mime.xml, icons.json, and update.json:
 * what a package with a feed would tell its updater.
 */
import { build, Platform } from 'electron-builder'
import { getAppUpdatePublishConfiguration } from 'app-builder-lib/out/publish/PublishManager.js'
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
    afterPack: async ({ packager, arch }) => {
      const helper = new LinuxTargetHelper(packager)
      await helper.writeDesktopEntry(
        packager.platformSpecificBuildOptions,
        null,
        join(folder, 'desktop.desktop'),
      )
      copyFileSync(await helper.mimeTypeFiles, join(folder, 'mime.xml'))
      writeFileSync(join(folder, 'icons.json'), JSON.stringify(await helper.icons))
      packager.config.publish = { provider: 'generic', url: 'https://feed.example/x' }
      const update = await getAppUpdatePublishConfiguration(packager, null, arch, false)
      packager.config.publish = null
      writeFileSync(join(folder, 'update.json'), JSON.stringify(update))
    },
  },
})
