/** @import { PageFile, Progress, Shown } from './shapes.d.ts' */
import { element } from './element.js'
import { markdownBlocks } from './markdown.js'
import { word } from './words.js'

/**
 * One message on the page; `update` shows how it stands now.
 * @param {{ id: string, role: 'user' | 'assistant' }} message
 */
export function turn({ id, role }) {
  const body = element('div')
  body.className = 'body'
  const article = element('article', body)
  article.dataset.role = role
  article.dataset.messageId = id

  return {
    article,
    /** @param {Shown} shown */
    update({ text, images = [], files = [], progress = null, status = 'finished', model = null }) {
      article.dataset.status = status
      body.replaceChildren(role === 'user' ? text : markdownBlocks(text), ...images.map(picture), ...files.map(fileLink))
      if (progress && status === 'in_progress') body.append(progressLine(progress))
      if (status === 'interrupted') body.append(line('failed', word.interrupted))
      if (model) body.append(line('by', model))
    },
  }
}

/** @param {PageFile} file */
function picture({ url, alt }) {
  const image = element('img')
  image.src = url
  image.alt = alt
  return image
}

/** @param {PageFile} file */
function fileLink({ url, name, size }) {
  const link = element('a', `${name} (${size} B)`)
  link.href = url
  link.download = name
  link.className = 'file'
  return element('p', link)
}

/** @param {Progress} progress */
function progressLine({ label, done, of }) {
  const bar = element('progress')
  bar.value = done
  bar.max = of
  return line('by', `${label} ${done}/${of} `, bar)
}

/** @param {string} name @param {(string | Node)[]} children */
function line(name, ...children) {
  const paragraph = element('p', ...children)
  paragraph.className = name
  return paragraph
}
