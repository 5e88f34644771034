import { endpoint } from './endpoint.ts'

/** Files that Telegram cannot carry. */
export const dumpLinkEndpoints = {
  linkedFile: endpoint('GET', '/large-files/:token', {
    does: 'A file of a dump by its one-time link. A download that broke off may be tried again.',
    caller: 'anyone',
  }),
}
