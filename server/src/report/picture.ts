import { createRequire } from 'node:module'

const FONTS = ['400Regular/GolosText_400Regular', '600SemiBold/GolosText_600SemiBold', '700Bold/GolosText_700Bold']

/** An SVG as a PNG. The font comes along: a server may have none. Loaded when first needed, which is once a week. */
export async function pictureOf(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const { resolve } = createRequire(import.meta.url)
  const fontFiles = FONTS.map(font => resolve(`@expo-google-fonts/golos-text/${font}.ttf`))
  return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Golos Text' } })
    .render()
    .asPng()
}
