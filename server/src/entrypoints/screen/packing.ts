import type { PicturePreset } from '@taxi/contract/picture-preset.ts'

/** How guacd packs the picture. */
interface Packing {
  /** guacd's arguments by name; an older guacd knows fewer of them. */
  arguments: Record<string, string>
  /** What it may send pictures as. */
  images: string[]
}

/**
 * Measured on a scrolling page of text and colour, 1280 × 800, guacd 1.3: text 149 kB a frame, balanced 97, slow 66.
 * Packing WebP takes guacd so long that a frame without it comes sooner, as long as the line carries it; `tight copyrect`
 * has twice the frames of guacd's own choice of encodings.
 */
export const PACKING: Record<PicturePreset, Packing> = {
  text: {
    arguments: {
      encodings: 'tight copyrect zrle',
      'color-depth': '24',
      'force-lossless': 'true',
      'compress-level': '1',
      'quality-level': '9',
    },
    images: ['image/png', 'image/jpeg'],
  },
  balanced: {
    arguments: {
      encodings: 'tight copyrect zrle',
      'color-depth': '24',
      'compress-level': '1',
      'quality-level': '7',
    },
    images: ['image/png', 'image/jpeg', 'image/webp'],
  },
  slow: {
    // 8 bits would halve it again, but guacd 1.3 makes white pages yellow of them.
    arguments: {
      encodings: 'tight copyrect zrle',
      'color-depth': '16',
      'compress-level': '6',
      'quality-level': '3',
    },
    images: ['image/png', 'image/jpeg', 'image/webp'],
  },
}
