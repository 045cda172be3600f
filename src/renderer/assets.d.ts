/** What the bundler makes of these imports. */
declare module '*.css'
