import type { Change, News } from './client.ts'

/** The same change, whose news is also told in this process the moment it is committed: who changed something sees it at once. */
export function hearing(change: Change, hear: (news: News) => void): Change {
  return async work => {
    const told: News[] = []
    const result = await change(tx => {
      told.length = 0
      const announce = tx.announce
      tx.announce = async news => {
        told.push(news)
        await announce(news)
      }
      return work(tx)
    })
    for (const news of told) hear(news)
    return result
  }
}
