import { browser } from 'wxt/browser'
import type { SignIns } from '../session/sign-in-watch.ts'

/** Where the sign-ins are remembered beyond the worker and the browser. */
export const keptSignIns = {
  async load(): Promise<SignIns> {
    const { found_sign_ins } = await browser.storage.local.get('found_sign_ins')
    return (found_sign_ins as SignIns | undefined) ?? { services: [], found: {} }
  },
  save: (found_sign_ins: SignIns): Promise<void> => browser.storage.local.set({ found_sign_ins }),
}
