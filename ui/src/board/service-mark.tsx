/** The service's mark: its first letters on a tile. Without colour, which is kept for state. */
export function ServiceMark(props: { name: string; large?: boolean }) {
  return (
    <span
      aria-hidden="true"
      class={`inline-flex shrink-0 items-center justify-center rounded-control bg-hover font-bold text-ink ${
        props.large ? 'size-10 text-base' : 'size-8 text-sm'
      }`}
    >
      {initials(props.name)}
    </span>
  )
}

/** `Nano Banana` → NB, `ChatGPT` → CG, `Perplexity` → Pe. */
function initials(name: string): string {
  const [first = '', second] = name.split(/\s+/)
  if (second) return (first.charAt(0) + second.charAt(0)).toUpperCase()
  const capital = /.[^A-ZА-Я]*([A-ZА-Я])/.exec(first)?.[1]
  return first.charAt(0).toUpperCase() + (capital ?? first.charAt(1))
}
