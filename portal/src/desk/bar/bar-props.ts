import type { Desk } from '../desk.ts'
import type { Files } from '../files/files.ts'
import type { Hands } from '../hands.ts'
import type { PictureQuality } from '../quality/picture-quality.ts'

/** What every part of the bar is given. */
export interface BarProps {
  desk: Desk
  hands: Hands
  files: Files
  quality: PictureQuality
  minutesLeft: number
  now: Date
  /** When the person last pressed, clicked or moved, milliseconds since 1970. */
  touchedAt: number
}

/** What the bar has opened below itself. */
export type Opened = 'paste' | 'hand-over' | 'release' | null
