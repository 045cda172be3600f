/** What run.mjs builds and starts: the project's root, whether it has a network of its own, and the words after `npm run soak --`. */
import { main } from './main.ts'

const [root, apart, ...words] = process.argv.slice(2)
process.exit(await main(root!, words, apart === 'apart'))
