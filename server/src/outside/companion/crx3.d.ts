declare module 'crx3' {
  /** Packs the folder of the manifest; the key is made when it is not there. */
  export default function crx3(
    files: string[],
    options: { keyPath: string; crxPath: string },
  ): Promise<{ appId: string }>
}
