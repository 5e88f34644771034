import { type JSX, Show, splitProps } from 'solid-js'

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main`: the one yellow action. `plain`: with an edge. `quiet`: text only. `danger`: cannot be undone. */
  look?: 'main' | 'plain' | 'quiet' | 'danger'
  size?: 'tiny' | 'small' | 'large'
  /** Why it is not for now. The button stays focusable, so that keyboard and screen reader learn it too. */
  whyNot?: string | null
  busy?: boolean
  icon?: JSX.Element
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, [
    'look',
    'size',
    'whyNot',
    'busy',
    'icon',
    'class',
    'onClick',
    'children',
    'title',
  ])
  const resting = () => Boolean(own.whyNot) || own.busy === true
  const click: JSX.EventHandler<HTMLButtonElement, MouseEvent> = event => {
    if (resting()) return event.preventDefault()
    if (typeof own.onClick === 'function') own.onClick(event)
  }
  return (
    <button
      type="button"
      {...rest}
      title={own.whyNot ?? own.title}
      aria-disabled={resting() || undefined}
      aria-busy={own.busy || undefined}
      onClick={click}
      class={`inline-flex items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors duration-150 ${
        sizes[own.size ?? 'small']
      } ${own.whyNot ? resting_ : looks[own.look ?? 'plain']} ${own.busy ? 'opacity-60' : ''} ${own.class ?? ''}`}
    >
      <Show when={own.icon}>{own.icon}</Show>
      {own.children}
    </button>
  )
}

const sizes = { tiny: 'h-6 px-2 text-xs', small: 'h-8 px-3 text-sm', large: 'h-10 px-4 text-base' }
const resting_ = 'border border-line text-quiet'
const looks = {
  main: 'bg-taxi text-on-taxi hover:bg-taxi-pressed',
  plain: 'border border-edge text-ink hover:bg-hover',
  quiet: 'text-ink hover:bg-hover',
  danger: 'border border-sick text-sick hover:bg-hover',
}

/** A link that stands among buttons and looks like one. */
export const linkLook = `inline-flex items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors duration-150 ${sizes.small} ${looks.plain}`

/** A square button with an icon alone; `label` is its accessible name. */
export function IconButton(
  props: JSX.ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: JSX.Element },
) {
  const [own, rest] = splitProps(props, ['label', 'children', 'class'])
  return (
    <button
      type="button"
      aria-label={own.label}
      title={own.label}
      {...rest}
      class={`inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet transition-colors duration-150 hover:bg-hover hover:text-ink ${own.class ?? ''}`}
    >
      {own.children}
    </button>
  )
}
