/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name @param {(string | Node)[]} children
 */
export function element(name, ...children) {
  const made = document.createElement(name)
  made.append(...children)
  return made
}
