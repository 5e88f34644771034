import { browser } from 'wxt/browser'
import type { SignIns } from '../session/sign-in-watch.ts'

/** Where the sign-ins are remembered beyond the worker and the browser. */
export const keptSignIns = {
  async load(): Promise<SignIns> {
    const { sign_ins } = await browser.storage.local.get('sign_ins')
    return (sign_ins as SignIns | undefined) ?? { services: [], found: {} }
  },
  save: (sign_ins: SignIns): Promise<void> => browser.storage.local.set({ sign_ins }),
}
