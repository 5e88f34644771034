/** @import { Conversation, Heard, Node, PageFile, Shown } from './shapes.d.ts' */
import * as api from './api.js'
import { element } from './element.js'
import { turn } from './turn.js'
import { word } from './words.js'

/** @typedef {{ id: string | null, leaf: string | null, title: string }} Open */

const main = /** @type {HTMLElement} */ (document.querySelector('main'))
const thread = /** @type {HTMLElement} */ (document.getElementById('thread'))
const chats = /** @type {HTMLElement} */ (document.getElementById('chats'))
const question = /** @type {HTMLTextAreaElement} */ (document.getElementById('question'))
const sendButton = /** @type {HTMLButtonElement} */ (document.getElementById('send'))

/** The chat on the page; a new one has no id yet. @type {Open} */
let open = { id: null, leaf: null, title: '' }
let answering = false

putWords()
document.getElementById('ask')?.addEventListener('submit', event => {
  event.preventDefault()
  send(question.value.trim())
})
question.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  send(question.value.trim())
})
document.getElementById('new')?.addEventListener('click', () => go('/practice'))
chats.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.ctrlKey || event.metaKey || event.button) return
  event.preventDefault()
  go(link.pathname)
})
addEventListener('popstate', show)
show()

function putWords() {
  for (const each of document.querySelectorAll('[data-word]')) {
    const name = /** @type {keyof typeof word} */ (each.getAttribute('data-word'))
    each.textContent = word[name]
  }
  question.placeholder = word.ask
  question.setAttribute('aria-label', word.ask)
  thread.dataset.empty = word.empty
}

/** @param {string} path */
function go(path) {
  history.pushState(null, '', path)
  show()
}

/** Shows what the address says. */
async function show() {
  const id = location.pathname.match(/^\/practice\/c\/([^/]+)/)?.[1] ?? null
  open = { id, leaf: null, title: '' }
  thread.replaceChildren()
  say()
  question.focus()
  await list()
  if (id) await showChat(open, id).catch(failed)
}

/** @param {Open} here @param {string} id */
async function showChat(here, id) {
  const { mapping, current_node, title } = await api.conversation(id)
  if (here !== open) return
  Object.assign(here, { leaf: current_node, title })
  say()
  for (const { message } of branch(mapping, current_node)) {
    const { id, author, content, images, files, status, model_slug } = message
    const shown = turn({ id, role: author.role })
    shown.update({ text: content.text, images, files, status, model: model_slug })
    thread.append(shown.article)
  }
  thread.scrollTop = thread.scrollHeight
}

/** @param {Conversation['mapping']} mapping @param {string} leaf */
function branch(mapping, leaf) {
  /** @type {Node[]} */
  const path = []
  for (let node = mapping[leaf]; node; node = node.parent ? mapping[node.parent] : undefined) path.unshift(node)
  return path
}

async function list() {
  const { items } = await api.conversations().catch(() => ({ items: [] }))
  chats.replaceChildren(
    ...items.map(({ id, title }) => {
      const link = element('a', title)
      link.href = `/practice/c/${id}`
      if (id === open.id) link.setAttribute('aria-current', 'page')
      return element('li', link)
    }),
  )
}

/** @param {string} text */
async function send(text) {
  if (!text || answering) return
  busy(true)
  question.value = ''
  const here = open
  const asked = turn({ id: '', role: 'user' })
  const answer = turn({ id: '', role: 'assistant' })
  asked.update({ text })
  thread.append(asked.article, answer.article)
  await api.ask({ text, conversation_id: here.id, parent: here.leaf }, listener(here, asked, answer)).catch(failed)
  busy(false)
  list()
  question.focus()
}

/**
 * Shows what is heard while an answer is written.
 * @param {Open} here @param {ReturnType<typeof turn>} asked @param {ReturnType<typeof turn>} answer
 */
function listener(here, asked, answer) {
  /** @type {Required<Omit<Shown, 'model'>>} */
  const shown = { text: '', images: [], files: [], progress: null, status: 'in_progress' }
  return (/** @type {Heard} */ heard) => {
    if (heard.event === 'start') {
      Object.assign(here, { id: heard.conversation_id, leaf: heard.answer, title: heard.title })
      asked.article.dataset.messageId = heard.question
      answer.article.dataset.messageId = heard.answer
      if (here === open) main.dataset.conversationId = heard.conversation_id
    }
    if (heard.event === 'text') shown.text += heard.text
    if (heard.event === 'progress') shown.progress = heard
    if (heard.event === 'file') {
      const { file } = heard
      shown[file.kind === 'image' ? 'images' : 'files'].push(file)
      if (file.kind === 'download') download(file)
    }
    if (heard.event === 'done') {
      shown.status = heard.status
      if (here === open) settle(here)
    }
    answer.update(shown)
    thread.scrollTop = thread.scrollHeight
  }
}

/** The real ones, too, give a new chat its address only after the first answer. @param {Open} here */
function settle(here) {
  const path = `/practice/c/${here.id}`
  if (location.pathname !== path) history.pushState(null, '', path)
  say()
}

/** @param {PageFile} file */
function download({ url, name }) {
  const link = element('a')
  link.href = url
  link.download = name
  link.click()
}

/** @param {boolean} yes */
function busy(yes) {
  answering = yes
  sendButton.disabled = yes
  if (yes) main.dataset.generating = 'true'
  else delete main.dataset.generating
}

function say() {
  document.title = open.title ? `${open.title} · ${word.service}` : word.service
  if (open.id) main.dataset.conversationId = open.id
  else delete main.dataset.conversationId
}

/** @param {unknown} error */
function failed(error) {
  const code = error instanceof api.Failed ? error.code : ''
  const line = element('article', { signed_out: word.signedOut, conversation_not_found: word.unknown }[code] ?? word.failed)
  line.className = 'failed'
  line.setAttribute('role', 'alert')
  thread.append(line)
}
