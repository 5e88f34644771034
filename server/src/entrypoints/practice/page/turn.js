import { markdownBlocks } from './markdown.js'
import { word } from './words.js'

/** One message on the page; `update` shows how it stands now. */
export function turn({ id, role }) {
  const article = document.createElement('article')
  article.dataset.role = role
  article.dataset.messageId = id
  const body = document.createElement('div')
  body.className = 'body'
  article.append(body)

  return {
    article,
    update({ text, images = [], files = [], progress = null, status = 'finished', model = null }) {
      article.dataset.status = status
      body.replaceChildren(role === 'user' ? text : markdownBlocks(text))
      for (const image of images) body.append(picture(image))
      for (const file of files) body.append(fileLink(file))
      if (progress && status === 'in_progress') body.append(progressLine(progress))
      if (status === 'interrupted') body.append(line('failed', word.interrupted))
      if (model) body.append(line('by', model))
    },
  }
}

function picture({ url, alt }) {
  const image = document.createElement('img')
  image.src = url
  image.alt = alt
  return image
}

function fileLink({ url, name, size }) {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.className = 'file'
  link.textContent = `${name} (${size} B)`
  const paragraph = document.createElement('p')
  paragraph.append(link)
  return paragraph
}

function progressLine({ label, done, of }) {
  const bar = document.createElement('progress')
  bar.value = done
  bar.max = of
  const shown = line('by', `${label} ${done}/${of} `)
  shown.append(bar)
  return shown
}

function line(name, text) {
  const paragraph = document.createElement('p')
  paragraph.className = name
  paragraph.textContent = text
  return paragraph
}
