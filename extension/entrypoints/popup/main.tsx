import { render } from 'solid-js/web'
import browser from 'webextension-polyfill'
import { readAll } from '../../storage.ts'
import { Popup } from './popup.tsx'

// The background notices by it when the popup closes.
browser.runtime.connect()
const root = document.getElementById('root')
// Read before the first frame, so that the popup opens with content instead of filling up.
const known = await readAll()
if (root) render(() => <Popup known={known} />, root)
