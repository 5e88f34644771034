import * as z from 'zod/mini'
import { DeskFile, DeskFiles, FilePath } from './desk-files.ts'
import { endpoint } from './endpoint.ts'
import { RecordingView } from './recordings.ts'
import { DeskPass } from './sessions.ts'

const Done = z.object({ ok: z.literal(true) })

/** What passes through a desk besides its picture. */
export const deskEndpoints = {
  deskFiles: endpoint('GET', '/desk/:id/files', {
    does: 'What lies in the machine’s Downloads, newest first.',
    caller: 'desk',
    reply: DeskFiles,
  }),
  putDeskFile: endpoint('POST', '/desk/:id/files', {
    does: 'Brings a file to the machine’s Downloads; the bytes are the body, and their number is its Content-Length.',
    caller: 'desk',
    status: 201,
    query: z.object({ name: FilePath }),
    reply: DeskFile,
  }),
  discardDeskFile: endpoint('DELETE', '/desk/:id/files', {
    does: 'Deletes a file in the machine’s Downloads.',
    caller: 'desk',
    query: z.object({ path: FilePath }),
    reply: Done,
  }),
  fetchDeskFile: endpoint('GET', '/desk/:id/files/content', {
    does: 'The bytes of a file in the machine’s Downloads.',
    caller: 'desk',
    query: z.object({ path: FilePath }),
  }),
  watch: endpoint('POST', '/admin/sessions/:id/watch', {
    does: 'A one-time way to look over somebody’s shoulder; they see who does, and it is audited.',
    permission: 'slots:admin',
    body: z.object({}),
    reply: DeskPass,
  }),
  thumbnail: endpoint('GET', '/admin/sessions/:id/thumbnail', {
    does: 'A session’s screen, small, at most ten seconds old: a JPEG.',
    permission: 'slots:admin',
  }),
  recordings: endpoint('GET', '/admin/recordings', {
    does: 'The last 200 recordings, newest first.',
    permission: 'slots:admin',
    reply: z.array(RecordingView),
  }),
  playRecording: endpoint('GET', '/admin/recordings/:id/content', {
    does: 'A recording to be played: the instructions of the Guacamole protocol, gzipped. Each look is audited.',
    permission: 'slots:admin',
  }),
} as const
