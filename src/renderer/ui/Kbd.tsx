const MAC = /Mac|iPhone|iPad/.test(navigator.platform)
const NAMES: Readonly<Record<string, string>> = MAC
  ? { Mod: '⌘', Shift: '⇧', Enter: '↵' }
  : { Mod: 'Ctrl', Shift: '⇧', Enter: '↵' }

/** Keys as caps: `<Kbd keys="Mod Shift P" />`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{NAMES[key] ?? key}</kbd>
      ))}
    </span>
  )
}
