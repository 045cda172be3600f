export function staleBuild(root: string): string | null
export function ensureBuild(root: string): Promise<void>
