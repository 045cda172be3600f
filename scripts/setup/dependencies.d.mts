export function checkNode(version?: string): void
export function staleDependencies(root: string): string | null
export function ensureDependencies(root: string): Promise<void>
