import { type PicturePreset, picturePresets } from '@taxi/contract/picture-preset.ts'

export type QualityChoice = 'auto' | PicturePreset
export const qualityChoices = ['auto', ...picturePresets] as const

/** How somebody likes the picture at this computer. */
export interface PictureChoice {
  quality: QualityChoice
  /** One pixel of the machine for each of this screen's, where those are finer than usual: sharp, and small. */
  sharp: boolean
}

const KEY = 'taxi-picture'
const USUAL: PictureChoice = { quality: 'auto', sharp: false }

export function keptChoice(): PictureChoice {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<PictureChoice>
    return {
      quality: qualityChoices.find(choice => choice === kept.quality) ?? USUAL.quality,
      sharp: kept.sharp === true,
    }
  } catch {
    return USUAL
  }
}

/** For every desk opened at this computer from now on. Where nothing may be kept, for this page alone. */
export function keepChoice(choice: PictureChoice): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice))
  } catch {
    // A browser that keeps nothing.
  }
}
