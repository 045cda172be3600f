/** Before each file of tests that runs beside others: a port for multicast DNS of its own, for it and the processes that it starts. */

/** Below those that a system gives to sockets by itself. */
const FIRST = 15_353
const preload = new URL('own-port.mjs', import.meta.url).href

process.env.GITTORRENT_TEST_MDNS_PORT = String(FIRST + Number(process.env.VITEST_POOL_ID ?? 0))
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import=${preload}`
await import(preload)

export {}
