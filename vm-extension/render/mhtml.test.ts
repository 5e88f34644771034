import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withoutBeside } from './mhtml.ts'

const part = (type: string, encoding: string, body: string) =>
  `\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`
const saved = (...parts: string[]) =>
  `From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n\tboundary="----B"\r\n\r\n${parts.map(each => `------B${each}`).join('')}------B--\r\n`
const html =
  '<html><body><nav class=3D"a"><nav>in=\r\nner</nav>Somebody=E2=80=99s salaries</nav><navy-blue>Caf=C3=A9</navy-blue><aside>Other</aside></body></html>'

describe('a page as the browser saved it', () => {
  it('loses the lists beside its text, nested ones too, and keeps every other byte', () => {
    const kept = withoutBeside(saved(part('text/html', 'quoted-printable', html), part('image/png', 'base64', 'AAAA')))

    const [, body = ''] = /base64\r\n\r\n([\s\S]+?)\r\n------B/.exec(kept) ?? []
    assert.equal(
      Buffer.from(body, 'base64').toString('utf8').trim(),
      '<html><body><navy-blue>Café</navy-blue></body></html>',
    )
    assert.ok(kept.endsWith(`------B${part('image/png', 'base64', 'AAAA')}------B--\r\n`))
    assert.doesNotMatch(kept, /salaries/)
  })

  it('loses lists that are no lists by name: by what they say they are, whatever element', () => {
    const page = [
      '<body class="has-sidebar"><mat-sidenav-container><bard-sidenav>Anna plan</bard-sidenav>',
      '<div role="navigation" class="x"><div>Boris plan</div></div><ul id="sidebar"><li>Vera plan</li></ul>',
      '<section class="wide side-bar">Gleb plan</section><div class="sidebar-free">mine</div>',
      '<p>Text</p></mat-sidenav-container></body>',
    ].join('')
    const kept = withoutBeside(saved(part('text/html', '8bit', page)))

    const [, body = ''] = /base64\r\n\r\n([\s\S]+?)\r\n------B/.exec(kept.replace('8bit', 'base64')) ?? []
    assert.equal(
      Buffer.from(body, 'base64').toString('latin1').trim(),
      '<body class="has-sidebar"><mat-sidenav-container><div class="sidebar-free">mine</div><p>Text</p></mat-sidenav-container></body>',
    )
  })

  it('stays as it is when nothing stands beside', () => {
    const plain = saved(part('text/html', 'quoted-printable', '<p>a =3D b</p>'))
    assert.equal(withoutBeside(plain), plain)
    assert.equal(withoutBeside('no mail at all'), 'no mail at all')
  })
})
