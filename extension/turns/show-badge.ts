import browser from 'webextension-polyfill'
import { storage } from '../storage.ts'
import { badgeFace } from './badge-face.ts'

/** Puts on the icon what stands in the storage. */
export async function showBadge(): Promise<void> {
  const [board, queue, tokens] = await Promise.all([storage.board.get(), storage.queue.get(), storage.tokens.get()])
  const face = tokens && badgeFace(board?.sessions ?? [], queue?.offers ?? [], new Date())
  await browser.action.setBadgeText({ text: face?.text ?? '' })
  if (!face) return
  await browser.action.setBadgeBackgroundColor({ color: face.pressing ? '#C62828' : '#FFC400' })
  await browser.action.setBadgeTextColor({ color: face.pressing ? '#FFFFFF' : '#17181A' })
}
