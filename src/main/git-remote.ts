/** Entry of git's remote helper for gittorrent: links; the only place that knows both cli/ and git/. */
import { runHelper } from './cli/git-remote/run.ts'
import { uploadPack } from './git/program/upload-pack.ts'

// What a node of our own leaves open (a socket that lingers) must not keep git waiting.
process.exit(await runHelper(process.argv, uploadPack))
