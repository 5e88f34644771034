import * as z from 'zod/mini'
import { FoundChats } from './chats.ts'
import { DumpView } from './dumps.ts'
import { endpoint } from './endpoint.ts'

/** What a person does with their own dumps, and what is found in them. */
export const dumpEndpoints = {
  dump: endpoint('GET', '/dumps/:id', { does: 'What is in one’s own dump.', reply: DumpView }),
  dumpFile: endpoint('GET', '/dumps/:id/file/:part', { does: 'One file of one’s own dump.' }),
  deleteDump: endpoint('DELETE', '/dumps/:id', {
    does: 'Deletes one’s own dump from the server before its time; repeated, it answers the same.',
    reply: DumpView,
  }),
  resendDump: endpoint('POST', '/dumps/:id/resend', {
    does: 'Sends one’s own dump to the caller’s Telegram once more.',
    body: z.object({}),
    reply: DumpView,
    idempotent: true,
  }),
  chats: endpoint('GET', '/chats', {
    does: 'The caller’s own exported chats, newest first; with `q` those in which all its words stand.',
    query: z.object({
      q: z.optional(z.string().check(z.maxLength(200))),
      cursor: z.optional(z.string().check(z.maxLength(100))),
    }),
    reply: FoundChats,
  }),
} as const
