import type { TemplateDraft, TemplateView } from '@taxi/contract/templates.ts'
import type { CommandTools } from '../board/command-tools.ts'
import { newKey } from '../board/new-key.ts'

/** Taking several slots at once, or waiting for all of them. */
export function templateCommands({ client, live, run, openTabs, tell }: CommandTools) {
  return {
    /** Nothing is told of a refusal here: `onRefused` says which slot is in the way, and what else can be done. */
    launch: (template: TemplateView, onRefused: (error: unknown) => Promise<void>) =>
      run(runOf(template), async () => {
        const launched = await client
          .call('launchTemplate', { params: { id: template.id }, idempotencyKey: newKey() })
          .catch(onRefused)
        void live.reload()
        if (!launched) return
        const desks = launched.seats.map(seat => seat.guacamole_url)
        await openTabs(template.url ? [...desks, template.url] : desks)
      }),
    queueForAll: (template: TemplateView) =>
      run(runOf(template), async () => {
        await client.call('queueTemplate', { params: { id: template.id }, idempotencyKey: newKey() })
        tell({ done: 'queued-for-all', template: template.name })
        await live.reload()
      }),
    /** Throws what the form is to say. */
    async saveTemplate(id: string | null, body: TemplateDraft) {
      if (id) await client.call('changeTemplate', { params: { id }, body })
      else await client.call('addTemplate', { body, idempotencyKey: newKey() })
      await live.reload()
    },
    removeTemplate: (template: TemplateView) =>
      run(runOf(template), async () => {
        await client.call('removeTemplate', { params: { id: template.id } })
        tell({ done: 'template-removed', template: template.name })
        await live.reload()
      }),
  }
}

/** Slots have names of their own without a slash. */
export const runOf = (template: TemplateView) => `template/${template.id}`
