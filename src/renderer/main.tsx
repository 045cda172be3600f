import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './ui/controls.css'
import './ui/identity.css'
import './ui/surfaces.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './features/shell/App.tsx'
import { showOpening } from './features/shell/show-opening.ts'
import { onOpen } from './port.ts'
import { session, store } from './store/app.ts'

const followAddress = () => store.getState().showView(location.hash)
setInterval(() => {
  const { state, sampleRates } = store.getState()
  if (state) sampleRates(state.projects)
}, 1000)
window.addEventListener('hashchange', followAddress)
window.addEventListener('online', session.retryNow)
onOpen(showOpening)
session.start()
// After the session: it takes its key out of the address. Without a place in it, one is where one was.
if (!location.hash.startsWith('#/')) history.replaceState(null, '', store.getState().lastScreen)
followAddress()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
