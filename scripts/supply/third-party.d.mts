import type { Lock } from './shipped.d.mts'
export function thirdParty(lock: Lock): string
