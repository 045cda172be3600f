/** Everything that is said while getting ready goes to stderr: stdout belongs to the program that is started. */
export const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`)

/** Something that the user has to settle first; its text says what. */
export class Obstacle extends Error {}
