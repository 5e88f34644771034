import * as api from './api.js'
import { turn } from './turn.js'
import { word } from './words.js'

const byId = id => document.getElementById(id)
const [thread, question, chats, main] = [
  byId('thread'),
  byId('question'),
  byId('chats'),
  document.querySelector('main'),
]
let open = { id: null, leaf: null }
let answering = false

for (const each of document.querySelectorAll('[data-word]')) each.textContent = word[each.dataset.word]
question.placeholder = word.ask
question.setAttribute('aria-label', word.ask)
thread.dataset.empty = word.empty

byId('ask').addEventListener('submit', event => {
  event.preventDefault()
  send(question.value.trim())
})
question.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  send(question.value.trim())
})
byId('new').addEventListener('click', () => go('/practice'))
chats.addEventListener('click', event => {
  const link = event.target.closest('a')
  if (!link || event.ctrlKey || event.metaKey || event.button) return
  event.preventDefault()
  go(link.getAttribute('href'))
})
addEventListener('popstate', show)
show()

function go(path) {
  history.pushState(null, '', path)
  show()
}

/** Shows what the address says. */
async function show() {
  const id = location.pathname.match(/^\/practice\/c\/([^/]+)/)?.[1] ?? null
  open = { id, leaf: null }
  thread.replaceChildren()
  say(null)
  await list()
  if (id) await showChat(id).catch(failed)
  question.focus()
}

async function showChat(id) {
  const { mapping, current_node, title } = await api.conversation(id)
  open = { id, leaf: current_node }
  say(title)
  for (const { message } of branch(mapping, current_node)) {
    const { id, author, content, images, files, status, model_slug } = message
    const shown = turn({ id, role: author.role })
    shown.update({ text: content.text, images, files, status, model: model_slug })
    thread.append(shown.article)
  }
  thread.scrollTop = thread.scrollHeight
}

function branch(mapping, leaf) {
  const path = []
  for (let node = mapping[leaf]; node; node = mapping[node.parent]) path.unshift(node)
  return path
}

async function list() {
  const { items } = await api.conversations().catch(() => ({ items: [] }))
  chats.replaceChildren(
    ...items.map(({ id, title }) => {
      const link = document.createElement('a')
      link.href = `/practice/c/${id}`
      link.textContent = title
      if (id === open.id) link.setAttribute('aria-current', 'page')
      const item = document.createElement('li')
      item.append(link)
      return item
    }),
  )
}

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

/** What is heard while an answer is written, shown as it comes. */
function listener(here, asked, answer) {
  const state = { text: '', images: [], files: [], progress: null, status: 'in_progress' }
  const hears = {
    start(data) {
      here.id = data.conversation_id
      here.leaf = data.answer
      here.title = data.title
      main.dataset.conversationId = here.id
      asked.article.dataset.messageId = data.question
      answer.article.dataset.messageId = data.answer
    },
    text(data) {
      state.text += data.text
    },
    progress(data) {
      state.progress = data
    },
    file({ file }) {
      state[file.kind === 'image' ? 'images' : 'files'].push(file)
      if (file.kind === 'download') download(file)
    },
    done({ status }) {
      state.status = status
      // The real ones, too, give a new chat its address only after the first answer.
      if (here === open && !location.pathname.endsWith(here.id)) history.pushState(null, '', `/practice/c/${here.id}`)
      if (here === open) say(here.title)
    },
  }
  return (event, data) => {
    hears[event]?.(data)
    answer.update(state)
    thread.scrollTop = thread.scrollHeight
  }
}

function download({ url, name }) {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}

function busy(yes) {
  answering = yes
  byId('send').disabled = yes
  if (yes) main.dataset.generating = 'true'
  else delete main.dataset.generating
}

function say(title) {
  document.title = title ? `${title} · ${word.service}` : word.service
  if (open.id) main.dataset.conversationId = open.id
  else delete main.dataset.conversationId
}

function failed(error) {
  const said = { signed_out: word.signedOut, conversation_not_found: word.unknown }[error.code] ?? word.failed
  const line = document.createElement('article')
  line.className = 'trouble'
  line.setAttribute('role', 'alert')
  line.textContent = said
  thread.append(line)
}
