import { createSignal } from 'solid-js'
import { useWords } from '../words/words.tsx'
import { Button, type ButtonProps } from './button.tsx'

/** Copies a text and says so. On plain http, where there is no Clipboard API, what `select` selects is copied. */
export function CopyButton(
  props: Pick<ButtonProps, 'size' | 'class'> & { text: string; verb?: string; select: () => void },
) {
  const words = useWords()
  const [copied, setCopied] = createSignal(false)
  async function copy() {
    props.select()
    if (navigator.clipboard) await navigator.clipboard.writeText(props.text).catch(() => document.execCommand('copy'))
    else document.execCommand('copy')
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <Button size={props.size} class={props.class} onClick={() => void copy()}>
      <span aria-live="polite">{copied() ? words().do.copied : (props.verb ?? words().do.copy)}</span>
    </Button>
  )
}
