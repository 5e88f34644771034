import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MailServer, startMailServer } from '../testing/mail-server.ts'
import { createMail } from './mail.ts'

let server: MailServer
before(async () => {
  server = await startMailServer({ auth: { user: 'taxi', pass: 'open sesame' } })
})
after(() => server.close())

const mailTo = (given: Partial<Parameters<typeof createMail>[0]> = {}) => {
  const mail = createMail({
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: server.port,
    SMTP_USER: 'taxi',
    SMTP_PASS: 'open sesame',
    SMTP_FROM: 'VDI Taxi <taxi@company.test>',
    ...given,
  })
  assert.ok(mail)
  return mail
}
const letter = (to: string) => ({ to, subject: 'Код входа', text: 'Ваш код: 123456\n.\nточка' })

test('without a mail server there is no mail', () => {
  assert.equal(createMail({ SMTP_HOST: '', SMTP_PORT: 587, SMTP_USER: '', SMTP_PASS: '', SMTP_FROM: '' }), null)
})

test('a letter arrives with its words, whoever it is from, and to one person', async () => {
  await mailTo().send(letter('anna@company.test'))

  const came = await server.letterTo('anna@company.test')
  assert.deepEqual([came.from, came.to], ['taxi@company.test', ['anna@company.test']])
  assert.match(came.text, /Ваш код: 123456\r?\n\.\r?\nточка/)
})

test('a wrong password of the mail server is an error that does not repeat it', async () => {
  const failed = mailTo({ SMTP_PASS: 'a canary that sings' }).send(letter('boris@company.test'))

  await assert.rejects(
    failed,
    (error: Error) => !JSON.stringify([error, error.message, error.stack]).includes('canary'),
  )
})

test('another host must speak TLS with a certificate that is good, or it is told nothing', async t => {
  // Loopback too, but not under a name that counts as this very host.
  const host = '127.0.0.2'
  for (const plainOnly of [false, true]) {
    const away = await startMailServer({ host, plainOnly })
    t.after(() => away.close())

    const sent = mailTo({ SMTP_HOST: host, SMTP_PORT: away.port, SMTP_USER: '' }).send(letter('vera@company.test'))

    await assert.rejects(sent, plainOnly ? /TLS/ : /certificate/)
    assert.deepEqual(away.letters, [])
  }
})

test('what somebody writes into an address or a subject adds no line and no receiver', async () => {
  const mail = mailTo()
  for (const to of ['gleb@company.test\r\nBcc: everybody@company.test', 'gleb@company.test,everybody@company.test'])
    await assert.rejects(mail.send(letter(to)))
  await mail.send({ ...letter('gleb@company.test'), subject: 'a\r\nBcc: everybody@company.test' })

  assert.ok(!server.letters.some(({ to, raw }) => to.includes('everybody@company.test') || /^bcc:/im.test(raw)))
})
