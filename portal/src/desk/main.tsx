import { render } from 'solid-js/web'
import { DeskPage } from './desk-page.tsx'

const root = document.getElementById('desk')
if (root) render(() => <DeskPage />, root)
