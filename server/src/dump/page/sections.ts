import { sayWhy } from '../whys.ts'
import { sizeIn } from '../words.ts'
import { anchor, escaped, isWebAddress } from './html.ts'
import type { Page } from './page-of.ts'
import { picture } from './pictures.ts'

/** Who, where, when; what is in it; what is not. */
export function headSection(page: Page): string {
  const { facts, words, clock } = page
  const { startedAt, endedAt, endReason, endedBy } = facts.session
  const minutes = Math.max(1, Math.round((endedAt.getTime() - startedAt.getTime()) / 60_000))
  const reason =
    endReason === 'kicked' && endedBy ? `${words.endReasons.kicked}: ${endedBy}` : words.endReasons[endReason]
  const from = `<time datetime="${startedAt.toISOString()}">${escaped(clock.moment(startedAt))}</time>`
  const to = `<time datetime="${endedAt.toISOString()}">${clock.time(endedAt)}</time>`
  // A slot is mostly named after its service; saying it twice helps nobody.
  const service = facts.slot.name.includes(facts.slot.serviceName) ? [] : [facts.slot.serviceName]
  const lines = [
    escaped([...service, facts.person.name].join(' · ')),
    `${from}–${to} · ${escaped(words.minutes(minutes))}`,
    escaped(`${words.ended}: ${reason ?? endReason}`),
  ]
  return `<header><h1>${escaped(facts.slot.name)}</h1><div class="facts">${lines.map(line => `<p>${line}</p>`).join('')}</div></header>
${contents(page)}${lacking(page)}`
}

function contents({ words, collected, facts }: Page): string {
  const chats = collected.chats.map(
    chat => `<li><a href="#${chat.anchor}">${escaped(chat.title || words.unnamed)}</a></li>`,
  )
  const downloads = collected.items.filter(item => item.kind === 'download' && item.status !== 'missing')
  const bytes = downloads.reduce((sum, item) => sum + item.bytes, 0)
  const parts = [
    `<li><a href="#chats">${escaped(words.chats)}</a>${chats.length ? `<ol>${chats.join('')}</ol>` : ''}</li>`,
    `<li><a href="#tabs">${escaped(words.tabs)}</a> <span class="note">${collected.tabs?.length ?? 0}</span></li>`,
    `<li><a href="#downloads">${escaped(words.downloads)}</a> <span class="note">${downloads.length}${
      bytes ? ` · ${escaped(sizeIn(facts.person.locale, bytes))}` : ''
    }</span></li>`,
    `<li><a href="#clipboard">${escaped(words.clipboard)}</a></li>`,
    `<li><a href="#screenshot">${escaped(words.screenshot)}</a></li>`,
  ]
  return `<nav class="card contents"><h2>${escaped(words.contents)}</h2><ul>${parts.join('')}</ul></nav>\n`
}

function lacking({ words, collected, facts }: Page): string {
  const rows = collected.items
    .filter(item => item.status !== 'complete' && !(item.kind === 'chat' && item.path.endsWith('.json')))
    .map(
      item =>
        `<li><span class="tag ${item.status}">${escaped(words[item.status as 'partial' | 'missing'])}</span> <code>${escaped(item.path)}</code>${
          item.why ? ` <span class="note">${escaped(sayWhy(item.why, facts.person.locale))}</span>` : ''
        }</li>`,
    )
  if (rows.length === 0) return ''
  return `<aside class="card lacking"><h2>${escaped(words.whatIsMissing)}</h2><ul>${rows.join('')}</ul></aside>\n`
}

export function tabsSection({ words, collected, clock }: Page): string {
  const tabs = (collected.tabs ?? []).map(tab => linkRow(tab.title, tab.url, ''))
  const visits = (collected.history ?? []).map(visit =>
    linkRow(visit.title, visit.url, `<time datetime="${escaped(visit.at)}">${clock.time(new Date(visit.at))}</time>`),
  )
  const open = tabs.length ? `<ul class="links">${tabs.join('')}</ul>` : `<p class="note">${escaped(words.noTabs)}</p>`
  const visited = visits.length
    ? `<details><summary>${escaped(words.visited)} · ${visits.length}</summary><ul class="links">${visits.join('')}</ul></details>`
    : ''
  return `<section id="tabs"><h2>${escaped(words.tabs)}</h2>${open}${visited}</section>\n`
}

function linkRow(title: string, url: string, before: string): string {
  const address = isWebAddress(url) && title ? `<span class="address">${escaped(url)}</span>` : ''
  return `<li>${before}${anchor(url, title || url)}${address}</li>`
}

export function downloadsSection({ words, collected, facts, portalOnly }: Page): string {
  const rows = collected.items
    .filter(item => item.kind === 'download')
    .map(item => {
      const standing =
        item.status === 'complete' ? '' : ` <span class="tag ${item.status}">${escaped(words[item.status])}</span>`
      const where = portalOnly.has(item.path) ? `<div class="note">${escaped(words.onPortalOnly)}</div>` : ''
      const size = item.status === 'missing' ? '' : sizeIn(facts.person.locale, item.bytes)
      return `<tr><td>${escaped(item.path.replace(/^downloads\/?/, ''))}${standing}${where}</td><td class="num">${escaped(size)}</td></tr>`
    })
  const table = rows.length
    ? `<table class="list"><thead><tr><th>${escaped(words.file)}</th><th class="num">${escaped(words.size)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
    : `<p class="note">${escaped(words.noDownloads)}</p>`
  return `<section id="downloads"><h2>${escaped(words.downloads)}</h2>${table}</section>\n`
}

export function clipboardSection({ words, collected }: Page): string {
  const text = (label: string, content: string) =>
    `<figure class="code"><figcaption><span>${escaped(label)}</span><button type="button" class="copy">${escaped(words.copy)}</button></figcaption><pre class="wrap" tabindex="0"><code>${escaped(content)}</code></pre></figure>`
  const copied = collected.clipboard
    ? text('', collected.clipboard)
    : `<p class="note">${escaped(words.noClipboard)}</p>`
  const marked = collected.selection ? text(words.selection, collected.selection) : ''
  return `<section id="clipboard"><h2>${escaped(words.clipboard)}</h2>${copied}${marked}</section>\n`
}

export async function screenshotSection({ words, collected, pictures }: Page): Promise<string> {
  const { screenshot } = collected
  const address = screenshot && (await pictures.take(screenshot.file, 'screenshot.png', screenshot.bytes))
  const body = address
    ? picture(address, words.screenshot)
    : `<p class="note">${screenshot ? `${escaped(words.inZip)} <code>screenshot.png</code>` : escaped(words.noScreenshot)}</p>`
  return `<section id="screenshot"><h2>${escaped(words.screenshot)}</h2>${body}</section>\n`
}
