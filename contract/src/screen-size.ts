/** Width and height in pixels. */
export interface Size {
  width: number
  height: number
}

/** Between these a machine's screen may have any size: smaller ones break pages, larger ones cost too much. */
export const SMALLEST_SCREEN: Size = { width: 800, height: 600 }
export const LARGEST_SCREEN: Size = { width: 3840, height: 2160 }

/** The screen nearest to what is wished for: of its shape as long as the limits allow. */
export function screenWithinLimits(wish: Size): Size {
  const grown = atLeast(wish, SMALLEST_SCREEN)
  const shrunk = Math.min(1, LARGEST_SCREEN.width / grown.width, LARGEST_SCREEN.height / grown.height)
  return {
    width: between(grown.width * shrunk, SMALLEST_SCREEN.width, LARGEST_SCREEN.width),
    height: between(grown.height * shrunk, SMALLEST_SCREEN.height, LARGEST_SCREEN.height),
  }
}

function atLeast({ width, height }: Size, smallest: Size): Size {
  const times = Math.max(1, smallest.width / width, smallest.height / height)
  return { width: width * times, height: height * times }
}

const between = (side: number, least: number, most: number) => Math.min(Math.max(Math.round(side), least), most)
