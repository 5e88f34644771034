import { whyNoDebian } from '../../machines/debian.ts'

/** Takes the files out that cannot run on this computer, and says so in a sentence each. */
export function takeOutNotHere(files: string[], whyNoMachine = whyNoDebian): string[] {
  const machines = files.filter(file => file.startsWith('machines/'))
  const why = machines.length > 0 ? whyNoMachine() : null
  if (!why) return []
  for (const file of machines) files.splice(files.indexOf(file), 1)
  return machines.map(file => `NOT TESTED: ${file}: no real machine can be started here: ${why}.`)
}
