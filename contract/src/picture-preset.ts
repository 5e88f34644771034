/**
 * How a machine's picture is packed. `text`: every pixel as it is; `balanced`: sharp at rest, quick in motion; `slow`:
 * fewer colours for a thin line. A tunnel is opened with one: `/desk/<session id>/tunnel?picture=<preset>`.
 */
export const picturePresets = ['text', 'balanced', 'slow'] as const
export type PicturePreset = (typeof picturePresets)[number]

/** What an address asks for; `balanced` unless it is one of the known words. */
export const presetOf = (word: string | null): PicturePreset =>
  picturePresets.find(preset => preset === word) ?? 'balanced'
