import type { ClipNote } from '../clipboards.ts'

/** The words of keyboard and clipboard, in English. */
export const enHands = {
  pasteText: 'Paste text',
  takesNothing: 'This slot takes nothing from your clipboard',
  sendKeys: 'Keys',
  paste: {
    title: 'Paste text',
    says: 'It goes where the cursor on the machine is. A field that does not let you paste can be typed into.',
    placeholder: 'Text to paste',
    go: 'Paste',
    type: 'Type it',
    cancel: 'Cancel',
  },
  keys: {
    esc: 'Esc',
    'ctrl-t': 'Ctrl + T, new tab',
    'ctrl-w': 'Ctrl + W, close tab',
    'alt-tab': 'Alt + Tab',
    'alt-f4': 'Alt + F4, close window',
    f11: 'F11, full screen there',
    super: 'Super',
    print: 'Print Screen',
    'ctrl-alt-del': 'Ctrl + Alt + Del',
  },
  note: {
    offer: 'Copied on the machine. One click brings it to your computer.',
    'not-in': 'This slot takes nothing from your clipboard. What was copied on the machine can be pasted there.',
    'too-large-in': 'Too large to paste: text up to 1 MB, a picture up to 5 MB. Send it as a file.',
    'too-large-out':
      'Copied on the machine. It is too large for your clipboard: text up to 1 MB, a picture up to 5 MB.',
    failed: 'The clipboard did not get through. Try once more.',
  } satisfies Record<ClipNote, string>,
  copyHere: 'Copy',
  dismiss: 'Close',
  locked: 'Nothing is copied out of this slot',
}

export type DeskHandsWords = typeof enHands
