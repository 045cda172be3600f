/** The usual programs in which people look at a folder, per platform; the first that is there is taken. */
import type { OpenWith } from '../../shared/model.ts'

export interface Program {
  /** As its makers call it. */
  readonly name: string
  /** Looked for on PATH; or, absolute, at that place. */
  readonly command: string
  /** Arguments before the folder; null: it opens where it is started. */
  readonly args: readonly string[] | null
}

const program = (name: string, command: string, args: readonly string[] | null = []): Program => ({
  ...{ name, command, args },
})

const EDITORS = [
  program('Visual Studio Code', 'code'),
  program('VSCodium', 'codium'),
  program('Cursor', 'cursor'),
  program('Zed', 'zed'),
  program('Sublime Text', 'subl'),
  program('IntelliJ IDEA', 'idea'),
  program('WebStorm', 'webstorm'),
  program('PyCharm', 'pycharm'),
  program('Kate', 'kate'),
  program('Pulsar', 'pulsar'),
  program('GNU Emacs', 'emacs'),
  program('GVim', 'gvim'),
]

const LINUX: Readonly<Record<OpenWith, readonly Program[]>> = {
  editor: EDITORS,
  terminal: [
    program('GNOME Terminal', 'gnome-terminal', ['--working-directory']),
    program('Konsole', 'konsole', ['--workdir']),
    program('Ptyxis', 'ptyxis', ['--new-window', '--working-directory']),
    program('Ghostty', 'ghostty', null),
    program('kitty', 'kitty', null),
    program('Alacritty', 'alacritty', null),
    program('WezTerm', 'wezterm', ['start', '--cwd']),
    program('Xfce Terminal', 'xfce4-terminal', null),
    program('the terminal', 'x-terminal-emulator', null),
    program('xterm', 'xterm', null),
  ],
  folder: [program('the file manager', 'xdg-open')],
}

/** Where there is `open`, it knows where programs are; an editor's command is on PATH only if its user put it there. */
const macApp = (name: string) => program(name, `/Applications/${name}.app/Contents/MacOS`, [])

const MAC: Readonly<Record<OpenWith, readonly Program[]>> = {
  editor: [
    ...EDITORS,
    ...['Visual Studio Code', 'VSCodium', 'Cursor', 'Zed', 'Sublime Text', 'IntelliJ IDEA', 'WebStorm'].map(
      macApp,
    ),
  ],
  terminal: [macApp('iTerm'), program('Terminal', '/usr/bin/open', ['-a', 'Terminal'])],
  folder: [program('Finder', '/usr/bin/open')],
}

/** No .cmd among them: those run in a shell, which reads more into a folder's name than there is. */
const windows = (env: NodeJS.ProcessEnv): Readonly<Record<OpenWith, readonly Program[]>> => ({
  editor: [
    program('Visual Studio Code', `${env.LOCALAPPDATA}\\Programs\\Microsoft VS Code\\Code.exe`),
    program('Visual Studio Code', `${env.ProgramFiles}\\Microsoft VS Code\\Code.exe`),
    program('Cursor', `${env.LOCALAPPDATA}\\Programs\\cursor\\Cursor.exe`),
    program('Sublime Text', `${env.ProgramFiles}\\Sublime Text\\subl.exe`),
    program('Notepad++', `${env.ProgramFiles}\\Notepad++\\notepad++.exe`, ['-openFoldersAsWorkspace']),
  ],
  terminal: [program('Windows Terminal', 'wt.exe', ['-d']), program('PowerShell', 'powershell.exe', null)],
  folder: [program('Explorer', 'explorer.exe')],
})

export function programsFor(
  what: OpenWith,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): readonly Program[] {
  if (platform === 'win32') return windows(env)[what]
  return (platform === 'darwin' ? MAC : LINUX)[what]
}

/** What to run, for a program that was found. A folder that is an application of a Mac is opened by `open`. */
export function invocation({ command, args, name }: Program, found: string, folder: string) {
  if (command.endsWith('/Contents/MacOS')) return { file: '/usr/bin/open', args: ['-a', name, folder] }
  return { file: found, args: args === null ? [] : [...args, folder] }
}
