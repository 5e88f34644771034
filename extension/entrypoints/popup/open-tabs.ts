import browser from 'webextension-polyfill'

/**
 * Opens each page in a tab of its own, the first one in front. The popup closes as soon as another tab comes to the
 * front, and whatever it still had to do is lost: so they all open behind, and the first comes forward last.
 */
export async function openTabs(urls: string[]): Promise<string[]> {
  const tabs = []
  for (const url of urls) tabs.push(await browser.tabs.create({ url, active: false }))
  const [first] = tabs
  if (first?.id !== undefined) await browser.tabs.update(first.id, { active: true })
  return []
}
