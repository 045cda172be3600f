import { main, work } from './main.ts'

const [first = '', ...rest] = process.argv.slice(2)
if (first === '--work') await work(rest[0] ?? '')
else process.exitCode = await main(first, process.argv[1]!, rest)
