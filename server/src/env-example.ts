import { settings } from './settings.ts'

/** The text of `.env.example`: every setting with what it is for, commented out, at its default. */
export function envExample(): string {
  const head =
    '# Copy to .env and take away the # where you want another value. The environment wins over this file.\n# A secret may also lie in a file: SMTP_PASS_FILE=/run/secrets/smtp_pass instead of SMTP_PASS.\n'
  const entries = Object.entries(settings).map(([name, { doc, default: value }]) => `\n# ${doc}\n#${name}=${value}\n`)
  return head + entries.join('')
}
