import base from './playwright.config.ts'

/** `npm run screenshots`: the pictures of the documents, taken from real nodes. */
export default { ...base, projects: [{ name: 'screenshots', testMatch: 'screenshots/*.ts' }] }
