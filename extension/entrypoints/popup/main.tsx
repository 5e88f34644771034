import { render } from 'solid-js/web'
import { readAll } from '../../storage.ts'
import { Popup } from './popup.tsx'

const root = document.getElementById('root')
// Read before the first frame, so that the popup opens with content instead of filling up.
const known = await readAll()
if (root) render(() => <Popup known={known} />, root)
