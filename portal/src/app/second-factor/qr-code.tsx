import { encode } from 'uqr'

/** Dark on white in both themes: cameras want it so. */
export function QrCode(props: { text: string }) {
  const code = () => encode(props.text, { border: 2 })
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  return (
    <svg
      viewBox={`0 0 ${code().size} ${code().size}`}
      class="size-44 shrink-0 rounded-control border border-line"
      role="img"
      aria-label="QR"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
