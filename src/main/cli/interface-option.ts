import { InvalidArgumentError } from 'commander'
import { wantedInterface } from '../host/wanted-interface.ts'

/** Where to look for people: as GITTORRENT_INTERFACE says, names or addresses with commas between them; undefined: everywhere. */
export function interfacesFromEnvironment(): string[] | undefined {
  const value = process.env.GITTORRENT_INTERFACE
  return value ? value.split(',').flatMap((word) => interfaceWord(word)) : undefined
}

/** One more interface, as commander collects them. */
export function interfaceWord(text: string, before: readonly string[] = []): string[] {
  const wanted = wantedInterface(text)
  if (wanted === null)
    throw new InvalidArgumentError(
      'Give the name or address of one of your network interfaces, like eth0 or 10.0.4.27.',
    )
  return [...before, wanted]
}
