import { quarters } from '../../../shared/pattern.ts'
import { html, type Html } from './html.ts'

/** A project's picture, the same one as in the app. */
export function tile(repoHash: string): Html {
  const paths = quarters(repoHash).map(
    ({ path, strong }) => html`<path class="${strong ? 'ink' : 'ink-2'}" d="${path}" />`,
  )
  return html`<svg class="tile" viewBox="-5 -5 30 30" aria-hidden="true">${paths}</svg>`
}
