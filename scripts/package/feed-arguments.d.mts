export function feedArguments(feed: string | undefined): readonly string[]
