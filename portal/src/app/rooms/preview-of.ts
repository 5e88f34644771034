import type { Theme } from '@taxi/contract/shapes.ts'

const DARK = '@media (prefers-color-scheme:dark)'

/**
 * A dump's page as it is shown inside a room, in a frame where no script runs: links within it stay within it, what would need
 * its script is not offered, and it is as light or dark as the room.
 */
export function previewOf(page: string, theme: Theme): string {
  const themed = theme === 'system' ? page : page.replace(DARK, theme === 'dark' ? '@media screen' : '@media not all')
  // A frame without an address of its own resolves them against the room's.
  return themed.replaceAll(' href="#', ' href="about:srcdoc#').replace('</head>', `<style>${QUIET}</style></head>`)
}

const QUIET =
  'mark{background:#ffc400;color:#17181a;border-radius:3px;padding:0 2px}.copy,.checker{display:none}.picture{cursor:default}main{padding-top:16px}body{overflow-x:hidden}'
