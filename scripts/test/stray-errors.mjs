/** A reporter for Vitest: writes what went wrong outside every test, which its own JSON report leaves out, to the file that STRAY_ERRORS names. */
import { writeFileSync } from 'node:fs'

export default class StrayErrors {
  /**
   * @param {unknown} _files
   * @param {readonly { type?: string, name?: string, message?: string, stack?: string, VITEST_TEST_PATH?: string }[]} errors
   */
  onTestRunEnd(_files, errors) {
    const told = errors.map(({ type, name, message, stack, VITEST_TEST_PATH: path }) => ({
      file: path ?? '',
      text: `${type ?? 'Unhandled Error'}: ${stack ?? `${name ?? 'Error'}: ${message ?? ''}`}`,
    }))
    writeFileSync(/** @type {string} */ (process.env.STRAY_ERRORS), JSON.stringify(told))
  }
}
