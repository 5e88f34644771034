/** The checker strip: two rows of squares, once per surface. Decoration, so it is hidden from screen readers. */
export function Checker(props: { class?: string; vertical?: boolean }) {
  return (
    <div
      aria-hidden="true"
      class={`shrink-0 ${props.vertical ? 'w-2' : 'h-2'} ${props.class ?? ''}`}
      style={{
        background:
          'conic-gradient(var(--on-taxi) 25%, var(--taxi) 0 50%, var(--on-taxi) 0 75%, var(--taxi) 0) 0 0 / 8px 8px',
      }}
    />
  )
}
