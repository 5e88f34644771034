/** What is known of the two clipboards when somebody presses Ctrl+V. Times are `performance.now()`; -1: never. */
export interface Clipboards {
  /** What this computer's clipboard holds now. */
  local: string
  /** What it held when it was last pasted; null before. */
  lastLocal: string | null
  pastedLocalAt: number
  /** Something was copied on the machine. */
  copiedThereAt: number
  /** The person was last seen leaving this window: only then something can be copied here. */
  leftAt: number
}

/** The newest copy wins: people copy on the machine and paste there, or copy here and paste there. */
export function newestClipboard(known: Clipboards): 'local' | 'machine' {
  if (known.local === '') return 'machine'
  if (known.copiedThereAt < 0 || known.copiedThereAt < known.pastedLocalAt) return 'local'
  if (known.copiedThereAt > known.leftAt) return 'machine'
  return known.local === known.lastLocal ? 'machine' : 'local'
}
