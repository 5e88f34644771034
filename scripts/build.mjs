import { setUp } from './setup/set-up.mjs'

await setUp()
process.stdout.write(`Built:
  extension/.output/chrome-mv3     the popup for Chrome
  extension/.output/firefox-mv3    the popup for Firefox
  vm-extension/.output/chrome-mv3  the companion
  portal/dist                      portal and desk
`)
