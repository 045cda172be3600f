export interface Machine {
  readonly platform: string
  readonly uid: number | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}
export function findElectron(root: string): string | null
export function windowObstacle(machine?: Machine): string | null
export function fetchElectron(root: string): Promise<string | null>
