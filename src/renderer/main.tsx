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
import { session, store } from './store/app.ts'

session.start()
const followAddress = () => store.getState().showView(location.hash)
window.addEventListener('hashchange', followAddress)
window.addEventListener('online', session.retryNow)
followAddress()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
