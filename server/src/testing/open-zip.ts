import { buffer } from 'node:stream/consumers'
import { open } from 'yauzl'

/** The files of one zip by name. Opens it as a phone would: alone, by its central directory; refuses names that climb. */
export function openZip(path: string): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error)
      const files = new Map<string, Buffer>()
      zip.on('error', reject)
      zip.on('end', () => resolve(files))
      zip.on('entry', entry => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed)
          buffer(stream).then(body => {
            files.set(entry.fileName, body)
            zip.readEntry()
          }, reject)
        })
      })
      zip.readEntry()
    })
  })
}
