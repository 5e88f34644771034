import { render } from 'solid-js/web'
import { App } from './app.tsx'
import { openTaxi, TaxiProvider } from './taxi.tsx'

const root = document.getElementById('app')
const taxi = await openTaxi()
if (root)
  render(
    () => (
      <TaxiProvider taxi={taxi}>
        <App />
      </TaxiProvider>
    ),
    root,
  )
