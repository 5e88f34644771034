import type { TaxiChat } from '@taxi/contract/chat.ts'

/**
 * A chat's files lie in `files/` beside it while it is journalled, in `files/<folder>/` in the dump, where many
 * chats share one place. Only links to files that are there change; code blocks stay as they are.
 */
export function moveFileLinks(markdown: string, folder: string, known: ReadonlySet<string>): string {
  let fence = ''
  return markdown
    .split('\n')
    .map(line => {
      const [, mark = ''] = /^\s*(`{3,}|~{3,})/.exec(line) ?? []
      if (mark && !fence) fence = mark
      else if (fence && mark.startsWith(fence)) fence = ''
      if (fence || mark) return line
      return line.replace(/(\]\(<?)files\/([^)>\s]+)/g, (whole, before: string, name: string) =>
        known.has(name) || known.has(decoded(name)) ? `${before}files/${folder}/${name}` : whole,
      )
    })
    .join('\n')
}

/** The same for the paths in the JSON, and for the Markdown in it. */
export function moveFilePaths(chat: TaxiChat, folder: string, known: ReadonlySet<string>): TaxiChat {
  const moved = <F extends { path?: string | undefined }>(file: F): F => {
    const name = file.path?.replace(/^files\//, '')
    return name && known.has(name) ? { ...file, path: `files/${folder}/${name}` } : file
  }
  return {
    ...chat,
    turns: chat.turns.map(turn => ({
      ...turn,
      markdown: moveFileLinks(turn.markdown, folder, known),
      images: turn.images.map(moved),
      attachments: turn.attachments.map(moved),
    })),
    artifacts: chat.artifacts.map(artifact => ({
      ...moved(artifact),
      content: moveFileLinks(artifact.content, folder, known),
      versions: artifact.versions.map(version => moveFileLinks(version, folder, known)),
    })),
    ...(chat.assets ? { assets: chat.assets.map(moved) } : {}),
  }
}

/** Every file the chat names, as it names it. */
export const filePathsIn = ({ turns, artifacts, assets = [] }: TaxiChat): string[] =>
  [...turns.flatMap(({ images, attachments }) => [...images, ...attachments]), ...artifacts, ...assets].flatMap(
    ({ path }) => path ?? [],
  )

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
